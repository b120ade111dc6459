/* Links of our own markup stay in the session: the address goes into the history, and Streamlit follows it as on back or forward. */
(() => {
  if (window.kaoheLinks) return;
  window.kaoheLinks = true;

  const closeMenus = (except) => {
    for (const menu of document.querySelectorAll('details.menu[open]')) if (menu !== except) menu.open = false;
  };

  const closeSidebar = () => {
    if (window.innerWidth > 768) return;
    document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click();
  };

  document.addEventListener('click', (event) => {
    closeMenus(event.target.closest('details.menu'));
    const link = event.target.closest('a.go');
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (link.origin !== window.location.origin) return;
    event.preventDefault();
    const leaves = link.pathname !== window.location.pathname;
    window.history.pushState({}, '', link.href);
    window.dispatchEvent(new PopStateEvent('popstate'));
    closeMenus(null);
    if (link.closest('[data-testid="stSidebar"]')) closeSidebar();
    if (leaves) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  });

  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') closeMenus(null);
  });
})();
