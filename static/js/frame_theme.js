/*
 * Makes the frame light or dark, like the page around it. Without this script, the frame follows
 * the system and may be dark in a light page.
 */
(() => {
  if (window.parent === window) return;
  const root = document.documentElement;
  /** @type {Set<CSSMediaRule>} The rules that were written for a dark page. */
  const darkRules = new Set();

  /** @param {CSSRuleList} rules */
  const collectDarkRules = (rules) => {
    for (const rule of rules) {
      const isMedia = rule instanceof CSSMediaRule;
      if (isMedia && /prefers-color-scheme:\s*dark/.test(rule.media.mediaText)) darkRules.add(rule);
      if (rule instanceof CSSGroupingRule) collectDarkRules(rule.cssRules);
    }
  };

  /** @param {CustomEvent<{ theme?: string }>} event */
  const applyTheme = ({ detail: { theme } }) => {
    if (theme !== "light" && theme !== "dark") return;
    for (const sheet of document.styleSheets) collectDarkRules(sheet.cssRules);
    for (const rule of darkRules) rule.media.mediaText = theme === "dark" ? "all" : "not all";
    root.style.colorScheme = theme;
    root.dataset.theme = theme;
  };

  document.addEventListener("portal:init", applyTheme);
  document.addEventListener("portal:theme", applyTheme);
})();
