/*
 * Light or dark as the page around the frame is. Without it the frame goes by the system, and may
 * stand dark in a light page.
 */
(() => {
  if (window.parent === window) return;
  const root = document.documentElement;
  const dark = new Set(); // the rules that were written for dark

  const collect = (rules) => {
    for (const rule of rules) {
      if (/prefers-color-scheme:\s*dark/.test(rule.media?.mediaText)) dark.add(rule);
      if (rule.cssRules) collect(rule.cssRules);
    }
  };

  const take = ({ detail: { theme } }) => {
    if (theme !== "light" && theme !== "dark") return;
    for (const sheet of document.styleSheets) collect(sheet.cssRules);
    for (const rule of dark) rule.media.mediaText = theme === "dark" ? "all" : "not all";
    root.style.colorScheme = theme;
    root.dataset.theme = theme;
  };

  document.addEventListener("portal:init", take);
  document.addEventListener("portal:theme", take);
})();
