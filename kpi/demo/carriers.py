"""What carriers charge: their rates, and the bills that mostly follow them."""

from random import Random

from kpi.demo import headers
from kpi.demo.files import CRLF, GBK, Sink, row, yuan
from kpi.demo.shops import CARRIERS, PROVINCES, UNPRICED
from kpi.demo.stage import Parcel, Stage

FIRST_FEE = ((900, 1100, 1400, 2000), (300, 380, 480, 1200), (290, 370, 470, 1150))
"""In cents, by carrier and zone, for the first kilogram."""
STEP_FEE = ((200, 300, 500, 1000), (100, 150, 200, 600), (100, 140, 190, 580))
RISE = 1.06
"""How much dearer everything became with the second price list."""


class Bills:
    """Writes the carriers' bills, a file a carrier and quarter, and their price lists."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.days = stage, stage.days
        self._second = max(stage.days.ago(170), 1)
        self._totals: dict[tuple[str, str], int] = {}
        self._write_rates()

    def fee(self, carrier: int, zone: int, grams: int, day: int) -> int:
        """What a parcel must cost in cents by the price list in force: first kilogram, then each kilogram begun."""
        rise = RISE if day >= self._second else 1.0
        steps = max(0, -(-(grams - 1000) // 1000))
        return round(FIRST_FEE[carrier][zone] * rise) + steps * round(STEP_FEE[carrier][zone] * rise)

    def bill(self, rng: Random, parcel: Parcel, day: int) -> None:
        """Charge a parcel: now and then too much, and a few never."""
        draw = rng.random()
        if draw < 0.004 or self.stage.missing("bills", "", day):
            return
        province, *_, zone = PROVINCES[parcel.province]
        grams = -(-parcel.grams // 10) * 10
        right = self.fee(parcel.carrier, zone, grams, day)
        charged = right
        if draw > 0.97:
            charged += rng.choice((-50, 100, 150, 200, 500))
        elif draw > 0.955:
            charged = self.fee(parcel.carrier, zone, grams + 1000, day)
        carrier, month, truth = CARRIERS[parcel.carrier], self.days.month[day], self.stage.truth
        truth.add("logistics_cost", (day, carrier), charged)
        truth.add("cost_per_parcel", (day, carrier), charged, 1)
        truth.add("logistics_cost_ratio", (day,), charged)
        if province != UNPRICED:
            truth.add("carrier_bill_variance", (day, carrier), abs(charged - right), right)
        quarter = self.days.quarter[day]
        self._totals[carrier, quarter] = self._totals.get((carrier, quarter), 0) + charged
        self._file(carrier, quarter).write(
            f"{month},{carrier},{parcel.tracking},{self.days.text[day]},{province},{grams / 1000:.2f},{yuan(charged)}{CRLF}"
        )

    def close_quarter(self, quarter: str) -> None:
        """End the quarter's bills with their totals."""
        for carrier in CARRIERS:
            if total := self._totals.pop((carrier, quarter), 0):
                self._file(carrier, quarter).write(f"合计,,,,,,{yuan(total)}{CRLF}")

    def _file(self, carrier: str, quarter: str) -> Sink:
        name = f"物流/账单_{carrier}_{quarter}.csv"
        return self.stage.tree.sink(f"bill {carrier}", quarter, name, lambda: row(headers.CARRIER_BILLS), GBK)

    def _write_rates(self) -> None:
        rows = [row(headers.CARRIER_RATES)]
        for since, rise in ((self.days.date(-400), 1.0), (self.days.date(self._second), RISE)):
            for place, carrier in enumerate(CARRIERS):
                for province, *_, zone in PROVINCES:
                    if province != UNPRICED:
                        first, step = (round(fees[place][zone] * rise) for fees in (FIRST_FEE, STEP_FEE))
                        rows.append(row((carrier, province, 1, yuan(first), 1, yuan(step), since.isoformat())))
        self.stage.tree.text("物流/报价.csv", "".join(rows))
