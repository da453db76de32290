// Looks at the pictures of a page one by one. Without this file each picture is a link to its largest size; with it the
// same link opens the picture here. `data-gallery` marks a set of pictures and names it.
(function () {
  "use strict";
  if (!window.HTMLDialogElement) { return; }

  function made(name, className, text) {
    var element = document.createElement(name);
    if (className) { element.className = className; }
    if (text) { element.textContent = text; }
    return element;
  }

  function button(className, label, mark) {
    var element = made("button", className);
    element.type = "button";
    element.setAttribute("aria-label", label);
    var sign = made("span", "", mark);
    sign.setAttribute("aria-hidden", "true");
    element.append(sign);
    return element;
  }

  document.querySelectorAll("[data-gallery]").forEach(function (set) {
    var links = Array.prototype.slice.call(set.querySelectorAll("a[href]"));
    var dialog = made("dialog", "lightbox");
    dialog.setAttribute("aria-label", set.dataset.gallery);
    var figure = made("figure");
    var picture = made("img");
    var words = made("figcaption");
    var caption = made("p", "caption");
    var counter = made("p", "counter");
    counter.setAttribute("aria-live", "polite");
    var before = button("before", "ภาพก่อนหน้า", "‹");
    var after = button("after", "ภาพถัดไป", "›");
    var close = button("close", "ปิด", "×");
    words.append(counter, caption);
    figure.append(picture, words);
    dialog.append(close, before, figure, after);
    set.after(dialog);
    var at = 0;

    function show(number) {
      at = (number + links.length) % links.length;
      var small = links[at].querySelector("img");
      var said = links[at].parentNode.querySelector("figcaption");
      picture.width = Number(small.getAttribute("width"));
      picture.height = Number(small.getAttribute("height"));
      picture.src = links[at].href;
      picture.alt = small.alt;
      caption.textContent = said ? said.textContent : small.alt;
      counter.textContent = links.length > 1 ? "ภาพที่ " + (at + 1) + " จาก " + links.length : "";
    }

    links.forEach(function (link, number) {
      link.addEventListener("click", function (event) {
        if (event.ctrlKey || event.metaKey || event.shiftKey) { return; } // whoever asks for a new tab gets one
        event.preventDefault();
        show(number);
        dialog.showModal();
        close.focus();
      });
    });
    before.hidden = after.hidden = links.length < 2;
    before.addEventListener("click", function () { show(at - 1); });
    after.addEventListener("click", function () { show(at + 1); });
    close.addEventListener("click", function () { dialog.close(); });
    dialog.addEventListener("click", function (event) { if (event.target === dialog) { dialog.close(); } });
    dialog.addEventListener("close", function () { links[at].focus(); });
    dialog.addEventListener("keydown", function (event) {
      var way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (way && links.length > 1) { event.preventDefault(); show(at + way); }
      if (event.key === "Home") { event.preventDefault(); show(0); }
      if (event.key === "End") { event.preventDefault(); show(links.length - 1); }
    });

    // A swipe with one finger; with two, people enlarge the picture.
    var start = null;
    dialog.addEventListener("touchstart", function (event) {
      start = event.touches.length === 1 ? event.touches[0].clientX : null;
    }, { passive: true });
    dialog.addEventListener("touchend", function (event) {
      var moved = start === null ? 0 : event.changedTouches[0].clientX - start;
      if (Math.abs(moved) > 50 && links.length > 1) { show(at + (moved < 0 ? 1 : -1)); }
      start = null;
    });
  });
})();
