// The search as people see it: the page /search/, and suggestions under the box in the header. It is loaded with that
// page, or when somebody first enters the box; finder.js, which does the finding, comes with it.
(function () {
  "use strict";

  var root = new URL("../../", document.currentScript.src);
  var SHOWN = 20, SUGGESTED = 6, WAIT = 80, WIDTH = 170;
  var opening;

  function finder() {
    if (!opening) {
      opening = prongsaiFinder(function (name) {
        // The list of pieces is asked for anew each time; the pieces bear its version and may be kept.
        return fetch(new URL("search/" + name, root), name === "index.json" ? { cache: "no-cache" } : {}).then(function (answer) {
          if (!answer.ok) { throw new Error(name + " " + answer.status); }
          return answer.arrayBuffer();
        }).then(function (buffer) { return new Uint8Array(buffer); });
      });
      opening.catch(function () { opening = null; });
    }
    return opening;
  }

  function element(name, attributes, children) {
    var made = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    (children || []).forEach(function (child) { made.append(child); });
    return made;
  }
  function marked(pieces) {
    return pieces.map(function (piece) { return piece[1] ? element("mark", {}, [piece[0]]) : piece[0]; });
  }
  function address(one) { return new URL(one.address, root).href; }
  function kindOf(found, one) {
    return [found.manifest.kinds[one.kind] || "", one.year ? "ปี " + one.year : "", one.day].filter(Boolean).join(" · ");
  }

  // Runs `work` when nothing has been typed for a moment, and drops what an older query brings late.
  function calmly(work) {
    var timer, number = 0;
    return function (now) {
      clearTimeout(timer);
      var mine = ++number;
      timer = setTimeout(function () { work(function () { return mine === number; }); }, now === true ? 0 : WAIT);
    };
  }

  // ── /search/ ─────────────────────────────────────────────────────────────────────────────────────────────────

  function page(form) {
    var words = form.elements.q, kind = form.elements.kind, year = form.elements.year;
    var status = document.getElementById("search-status"), list = document.getElementById("search-results");
    var more = document.getElementById("search-more"), help = document.getElementById("search-help");
    var asked = new URLSearchParams(location.search);
    words.value = asked.get("q") || "";
    kind.value = asked.get("kind") || "";
    year.value = asked.get("year") || "";
    if (kind.selectedIndex < 0) { kind.value = ""; }
    if (year.selectedIndex < 0) { year.value = ""; }

    function remember() {
      var now = new URLSearchParams();
      [words, kind, year].forEach(function (field) { if (field.value.trim()) { now.set(field.name, field.value.trim()); } });
      var query = now.toString();
      history.replaceState(null, "", query ? "?" + query : location.pathname);
    }
    function say(text) { if (status.textContent !== text) { status.textContent = text; } }
    function clear() { list.textContent = ""; more.hidden = true; help.hidden = false; }

    function show(found, answer, one) {
      var extract = element("p", { "class": "extract" }, marked(found.pieces(one.lead, answer.list, WIDTH)));
      var item = element("li", {}, [
        element("h2", {}, [element("a", { href: address(one), "data-search-result": "" }, marked(found.pieces(one.title, answer.list)))]),
        element("p", { "class": "meta" }, [kindOf(found, one)]),
        extract
      ]);
      list.append(item);
      // Found in neither title nor lead: the words stand further down, and the reader wants to see them.
      if (!found.places(one.title, answer.list).length && !found.places(one.lead, answer.list).length) {
        found.body(one.page).then(function (text) {
          if (found.places(text, answer.list).length) { extract.replaceChildren.apply(extract, marked(found.pieces(text, answer.list, WIDTH))); }
        }, function () { /* then the lead stays */ });
      }
    }

    var run = calmly(function (current) {
      remember();
      var query = words.value.trim(), wantedKind = kind.value, wantedYear = Number(year.value);
      if (!query) { clear(); say(""); return; }
      finder().then(function (found) {
        return (wantedKind || wantedYear ? found.facets() : Promise.resolve(null)).then(function (facets) {
          return found.find(query, facets && function (number) {
            return (!wantedKind || facets[0][number] === wantedKind) && (!wantedYear || facets[1][number] === wantedYear);
          });
        }).then(function (answer) {
          if (!current()) { return; }
          clear();
          var all = answer.first.length + answer.rest.length, rest = answer.first.slice(SHOWN), pages = answer.rest;
          if (!answer.list.length) { say("พิมพ์อย่างน้อย 2 ตัวอักษร"); return; }
          if (!all) { say("ไม่พบ “" + query + "” ลองใช้คำที่สั้นลง" + (wantedKind || wantedYear ? " หรือเลือกประเภทและปีทั้งหมด" : "")); return; }
          help.hidden = true;
          say((answer.query === query ? "" : "แสดงผลของ “" + answer.query + "” (แป้นพิมพ์อาจเป็นอีกภาษา) ") + "พบ " + all + " รายการ");
          answer.first.slice(0, SHOWN).forEach(function (one) { show(found, answer, one); });
          more.hidden = !rest.length && !pages.length;
          more.firstElementChild.onclick = function () {
            var last = list.lastElementChild;
            var next = rest.splice(0, SHOWN);
            Promise.all(pages.splice(0, SHOWN - next.length).map(found.head)).then(function (heads) {
              next.concat(heads).forEach(function (one) { show(found, answer, one); });
              more.hidden = !rest.length && !pages.length;
              var first = last.nextElementSibling && last.nextElementSibling.querySelector("a");
              if (first) { first.focus(); }
            });
          };
        });
      }).catch(function () {
        if (current()) { clear(); say("โหลดข้อมูลค้นหาไม่สำเร็จ ตรวจการเชื่อมต่อแล้วลองอีกครั้ง"); }
      });
    });

    words.addEventListener("input", run);
    kind.addEventListener("change", run);
    year.addEventListener("change", run);
    form.addEventListener("submit", function (event) { event.preventDefault(); run(true); });
    form.parentElement.addEventListener("keydown", function (event) {
      var step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      if (!step || event.target === kind || event.target === year) { return; }
      var stops = [words].concat(Array.from(list.querySelectorAll("a"))), at = stops.indexOf(event.target) + step;
      if (stops.indexOf(event.target) >= 0 && at >= 0 && at < stops.length) { event.preventDefault(); stops[at].focus(); }
    });
    if (words.value) { run(true); } else { words.focus({ preventScroll: true }); }
  }

  // ── the box in the header ────────────────────────────────────────────────────────────────────────────────────

  function box(input) {
    var form = input.form, list = element("ul", { id: "find-list", role: "listbox", "aria-label": "คำแนะนำ", "class": "suggestions" });
    var at = -1;
    list.hidden = true;
    form.append(list);
    [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", "find-list"]].forEach(function (pair) {
      input.setAttribute(pair[0], pair[1]);
    });

    function close() { list.hidden = true; at = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); }
    function choose(number) {
      var options = list.children;
      if (at >= 0 && options[at]) { options[at].setAttribute("aria-selected", "false"); }
      at = (number + 1 + options.length + 1) % (options.length + 1) - 1;
      if (at < 0) { input.removeAttribute("aria-activedescendant"); return; }
      options[at].setAttribute("aria-selected", "true");
      input.setAttribute("aria-activedescendant", options[at].id);
      options[at].scrollIntoView({ block: "nearest" });
    }
    function option(where, children) {
      var made = element("li", { role: "option", id: "find-" + list.children.length, "aria-selected": "false" }, children);
      made.addEventListener("mousedown", function (event) { event.preventDefault(); });
      made.addEventListener("click", function () { location.href = where; });
      list.append(made);
    }

    var run = calmly(function (current) {
      var query = input.value.trim();
      if (!query) { close(); return; }
      finder().then(function (found) {
        return found.find(query).then(function (answer) {
          if (!current()) { return; }
          list.textContent = "";
          close();
          answer.first.slice(0, SUGGESTED).forEach(function (one) {
            option(address(one), [element("span", {}, marked(found.pieces(one.title, answer.list))), element("small", {}, [kindOf(found, one)])]);
          });
          var all = answer.first.length + answer.rest.length;
          option(new URL("search/?" + new URLSearchParams({ q: query }), root).href, [all ? "ดูผลการค้นหาทั้งหมด " + all + " รายการ" : "ไม่พบคำนี้ เปิดหน้าค้นหา"]);
          list.hidden = false;
          input.setAttribute("aria-expanded", "true");
        });
      }).catch(close);
    });

    input.addEventListener("input", run);
    input.addEventListener("focus", function () { if (input.value.trim()) { run(); } });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && !list.hidden) { event.preventDefault(); close(); return; }
      if (list.hidden) { return; }
      if (event.key === "ArrowDown") { event.preventDefault(); choose(at + 1); }
      else if (event.key === "ArrowUp") { event.preventDefault(); choose(at - 1); }
      else if (event.key === "Enter" && at >= 0) { event.preventDefault(); list.children[at].click(); }
    });
    if (input.value.trim() && document.activeElement === input) { run(true); }
  }

  function start() {
    var form = document.getElementById("search-form"), input = document.getElementById("find");
    if (form) { page(form); }
    if (input) { box(input); }
  }
  if (document.readyState === "loading") { document.addEventListener("DOMContentLoaded", start); } else { start(); }
}());
