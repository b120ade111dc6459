-- One row is an account that belongs to several people at the same time: what is done with it then is nobody's.
/* ---
label = { zh = "员工表里同一时间属于多人的账号（这些天算不到任何人）", en = "Accounts of several people at the same time (what is done with them then counts for nobody)" }
--- */
select
    account,
    one,
    other,
    valid_from,
    valid_to
from account_holders
where person is null
