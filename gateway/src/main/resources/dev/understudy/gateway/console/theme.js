// Before anything is painted: the theme that was chosen here, if any, in place of the system's.
(function () {
  try {
    const chosen = localStorage.getItem('understudy.theme');
    if (chosen === 'dark' || chosen === 'light') {
      document.documentElement.dataset.theme = chosen;
    }
  } catch (denied) {
    // Without storage the system's theme it is.
  }
})();
