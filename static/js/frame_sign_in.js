/*
 * Carries a sign-in into the frame: from a window of the portal, or from the event's own site.
 * Without it the forms are there.
 */
(() => {
  const root = document.documentElement;
  const { challengeUrl, claimUrl } = root.dataset;
  if (!claimUrl || window.parent === window) return;
  let site = { hasCode: false };

  const post = async (url, fields) => {
    const token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
    const body = new URLSearchParams(fields);
    const answer = await fetch(url, { method: "POST", headers: { "X-CSRFToken": token }, body });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return answer.json();
  };

  const say = (name) => {
    for (const text of document.querySelectorAll("[data-popup-says]")) {
      text.hidden = text.dataset.popupSays !== name;
    }
  };

  const next = () => document.querySelector("input[name=next]")?.value ?? "";
  const claim = async (code) =>
    location.assign((await post(claimUrl, { code, next: next() })).next);

  // A code from the event's own site, for `challenge`; "" when it has none.
  const codeFromSite = (challenge) =>
    new Promise((resolve) => {
      const heard = ({ detail }) => {
        if (detail.challenge !== challenge) return;
        document.removeEventListener("portal:code", heard);
        resolve(String(detail.code ?? ""));
      };
      document.addEventListener("portal:code", heard);
      document.dispatchEvent(
        new CustomEvent("portal:tell", { detail: { type: "need-code", challenge } }),
      );
    });

  const signInBySite = async () => {
    const { challenge } = await post(challengeUrl, { host: root.dataset.host ?? "" });
    const code = await codeFromSite(challenge);
    if (code) await claim(code);
  };

  const signInByPopup = async () => {
    say("");
    const popup = window.open("about:blank", "", "popup,width=520,height=760");
    if (!popup) return say("blocked");
    let isHeard = false;
    const heard = ({ data, origin, source }) => {
      if (origin !== location.origin || source !== popup || data?.portal !== 1) return;
      isHeard = true;
      stop();
      claim(String(data.code)).catch(() => say("failed"));
    };
    const stop = () => (removeEventListener("message", heard), clearInterval(watch));
    // Its last word may still be on the way.
    const gone = () => (
      clearInterval(watch), setTimeout(() => isHeard || (stop(), say("closed")), 1000)
    );
    const watch = setInterval(() => popup.closed && gone(), 500);
    addEventListener("message", heard);
    const { host = "" } = root.dataset;
    try {
      const { challenge, connect } = await post(challengeUrl, { host });
      popup.location = `${connect}?${new URLSearchParams({ c: challenge, host })}`;
    } catch {
      popup.close();
      stop();
      say("failed");
    }
  };

  for (const button of document.querySelectorAll("[data-popup]")) {
    button.hidden = false;
    button.addEventListener("click", signInByPopup);
  }

  let isTried = false;
  const trySite = () => {
    if (isTried || !site.hasCode || !root.dataset.cookiesWork) return;
    isTried = true;
    signInBySite().catch(() => undefined); // the forms are there
  };
  document.addEventListener("portal:init", ({ detail }) => {
    site = detail;
    trySite();
  });
  document.addEventListener("portal:cookies", ({ detail }) => {
    if (detail.work && root.dataset.maySignIn) root.dataset.cookiesWork = "yes";
    trySite();
  });
})();
