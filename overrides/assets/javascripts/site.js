// Light or dark, and the menu on phones. Everything works without this file: the menu is then always open, and the
// colours follow the device. It is loaded before the page is drawn so that the chosen colours do not flash.
(function () {
  "use strict";
  var root = document.documentElement;
  var saved = null;
  try { saved = localStorage.getItem("theme"); } catch (error) { /* storage may be forbidden */ }
  if (saved === "dark" || saved === "light") { root.dataset.theme = saved; }
  root.classList.add("scripted");

  document.addEventListener("DOMContentLoaded", function () {
    var theme = document.querySelector("button.theme");
    theme.hidden = false;
    theme.addEventListener("click", function () {
      var dark = root.dataset.theme
        ? root.dataset.theme === "dark"
        : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
      try { localStorage.setItem("theme", root.dataset.theme); } catch (error) { /* it holds for this page */ }
    });

    var button = document.querySelector("button.menu-button");
    button.hidden = false;
    function show(open) { button.setAttribute("aria-expanded", String(open)); }
    button.addEventListener("click", function () { show(button.getAttribute("aria-expanded") !== "true"); });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && button.getAttribute("aria-expanded") === "true") { show(false); button.focus(); }
    });
  });
})();
