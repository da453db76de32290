// Light or dark, and the menu on phones. Everything works without this file: the menu is then always open, and the
// colours follow the device. It is loaded before the page is drawn so that the chosen colours do not flash.
(function () {
  "use strict";
  var root = document.documentElement;
  var here = document.currentScript.src;
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
    function show(open) {
      button.setAttribute("aria-expanded", String(open));
      root.classList.toggle("menu-open", open);
    }
    button.addEventListener("click", function () { show(button.getAttribute("aria-expanded") !== "true"); });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && button.getAttribute("aria-expanded") === "true") { show(false); button.focus(); }
    });

    // The search costs nothing until somebody enters its box; its own page brings the scripts itself.
    var find = document.getElementById("find");
    if (find && !document.getElementById("search-form")) {
      find.addEventListener("focus", function () {
        ["finder", "search"].forEach(function (name) {
          var script = document.createElement("script");
          script.async = false;
          script.integrity = find.form.dataset[name];
          script.src = new URL(name + ".js", here).href;
          document.head.append(script);
        });
      }, { once: true });
    }

    document.querySelectorAll("button.copy").forEach(function (copy) {
      copy.hidden = false;
      copy.addEventListener("click", function () {
        var text = document.getElementById(copy.dataset.from).textContent.trim();
        var said = copy.textContent;
        function done() {
          copy.textContent = "คัดลอกแล้ว";
          setTimeout(function () { copy.textContent = said; }, 2000);
        }
        if (navigator.clipboard) { navigator.clipboard.writeText(text).then(done, function () { select(copy.dataset.from); }); }
        else { select(copy.dataset.from); }
      });
    });
    // Where the browser does not let us copy, the text is at least marked, ready for Ctrl-C.
    function select(id) { getSelection().selectAllChildren(document.getElementById(id)); }

    document.querySelectorAll(".filters").forEach(function (filters) {
      filters.hidden = false;
      var rows = document.querySelectorAll("#" + filters.dataset.list + " [data-filterable]");
      var count = document.getElementById(filters.dataset.list + "-count");
      function narrow() {
        var shown = 0;
        rows.forEach(function (row) {
          var fits = Array.prototype.every.call(filters.querySelectorAll("select, input"), function (one) {
            var wanted = one.value.trim().toLowerCase();
            if (one.type === "search") { return row.textContent.toLowerCase().indexOf(wanted) !== -1; }
            return !one.value || (row.getAttribute("data-" + one.name) || "").split("|").indexOf(one.value) !== -1;
          });
          row.hidden = !fits;
          shown += fits ? 1 : 0;
        });
        if (count) { count.textContent = shown; }
      }
      filters.addEventListener("input", narrow);
      filters.addEventListener("change", narrow);
      filters.addEventListener("submit", function (event) { event.preventDefault(); });
      // The fields are emptied after this event; the way back also brings the reader back to the first field.
      filters.addEventListener("reset", function () {
        setTimeout(function () { narrow(); filters.querySelector("select, input").focus(); });
      });
    });
  });
})();
