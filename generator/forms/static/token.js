// Hands a token to the editor that opened this window, by the protocol that sign-in services for it speak.
const form = document.querySelector("form");
const opener = window.opener;

form.addEventListener("submit", event => {
  event.preventDefault();
  const token = form.elements.token.value.trim();
  if (!opener || !token) return;
  // The editor answers the greeting, and then takes the token. Both go to our own origin only.
  addEventListener("message", answer => {
    if (answer.source !== opener || answer.origin !== location.origin) return;
    opener.postMessage(`authorization:github:success:${JSON.stringify({ token, provider: "github" })}`, location.origin);
  }, { once: true });
  opener.postMessage("authorizing:github", location.origin);
});
