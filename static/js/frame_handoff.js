/*
 * Carries a sign-in into the frame (from a window of the portal, or from the event's own site) and
 * out of it, into a new tab. Without it the links to a new tab lead to a page that asks again.
 */
(() => {
  const root = document.documentElement;
  const { challengeUrl, claimUrl, codeOutUrl, continueUrl } = root.dataset;
  if (!claimUrl || window.parent === window) return;
  let site = { hasCode: false };
  let works = true; // cookies

  const post = async (url, fields) => {
    const token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
    const body = new URLSearchParams(fields);
    const answer = await fetch(url, { method: "POST", headers: { "X-CSRFToken": token }, body });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return answer.json();
  };

  const base64 = (bytes) =>
    btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  const newVerifier = () => base64(crypto.getRandomValues(new Uint8Array(32)));
  const challengeOf = async (verifier) =>
    base64(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))));

  const say = (name) => {
    for (const text of document.querySelectorAll("[data-popup-says]")) {
      text.hidden = text.dataset.popupSays !== name;
    }
  };

  const next = () => document.querySelector("input[name=next]")?.value ?? "";
  const claim = async (code) => location.assign((await post(claimUrl, { code, next: next() })).next);

  // A code from the event's own site, for `challenge`; "" when it has none.
  const codeFromSite = (challenge) =>
    new Promise((resolve) => {
      const heard = ({ detail }) => {
        if (detail.challenge !== challenge) return;
        document.removeEventListener("portal:code", heard);
        resolve(String(detail.code ?? ""));
      };
      document.addEventListener("portal:code", heard);
      document.dispatchEvent(new CustomEvent("portal:tell", { detail: { type: "need-code", challenge } }));
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
    const gone = () => (clearInterval(watch), setTimeout(() => isHeard || (stop(), say("closed")), 1000));
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

  const submit = (fields) => {
    const form = document.createElement("form");
    Object.assign(form, { method: "post", action: continueUrl, target: "_blank", rel: "noopener" });
    for (const [name, value] of Object.entries(fields)) {
      const type = "hidden";
      form.append(Object.assign(document.createElement("input"), { type, name, value }));
    }
    document.body.append(form);
    form.submit();
    form.remove();
  };

  const goOn = async (path) => {
    const verifier = newVerifier();
    const challenge = await challengeOf(verifier);
    const fromHere = async () => (await post(codeOutUrl, { challenge })).code;
    const code = await (root.dataset.signedIn ? fromHere() : codeFromSite(challenge));
    if (!code) throw new Error("no code");
    submit({ code, verifier, next: path });
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-continue]");
    const knowsWho = root.dataset.signedIn || (site.hasCode && !works);
    if (!link || !knowsWho || link.dataset.plain) return;
    event.preventDefault();
    goOn(link.getAttribute("href")).catch(() => {
      link.dataset.plain = "yes"; // then it asks to sign in
      link.click();
    });
  });
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
    works = detail.work;
    if (works && root.dataset.maySignIn) root.dataset.cookiesWork = "yes";
    trySite();
  });
})();
