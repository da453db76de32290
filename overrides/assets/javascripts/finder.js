// The matching half of the search: reads the index that generator/search makes, a few small files a query, and ranks.
// It draws nothing (search.js does), needs no dictionary and no Intl.Segmenter, and folds letters as folding.py does.
(function () {
  "use strict";

  var TOKENS = 16;     // as many pieces of the query as are looked up
  var LOOK = 16;       // so many of the best pages have their titles read before the order is settled
  var MOST = 200;      // nobody reads more results than these
  var FUZZY = 0.72;    // how much of a misspelt query must be found in a page that counts as an answer
  var SURE = 4;        // from this tier on, all of the query was found
  var WEIGHT = [0, 0.22, 0.6, 1];  // of a piece found in the body, the lead, the title

  // ── letters ──────────────────────────────────────────────────────────────────────────────────────────────────

  function normalise(text) {
    return text.replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, "").normalize("NFC").replace(/\u0e40\u0e40/g, "\u0e41")
      .replace(/\u0e4d([\u0e48-\u0e4b]?)\u0e32/g, "$1\u0e33").replace(/([\u0e31\u0e34-\u0e39\u0e47-\u0e4d])\1+/g, "$1");
  }

  function letters(manifest) {
    var known = Object.create(null);

    // What one character becomes: "" for what is dropped, a space between words, or a letter below U+0100.
    function one(character) {
      if (manifest.dropped.indexOf(character) !== -1) { return ""; }
      character = manifest.alike[character] || character;
      var code = character.codePointAt(0);
      if (code >= 0x0e01 && code <= 0x0e4e) { return String.fromCharCode(code - 0x0e00 + 0x80); }
      if (code >= 0x0e50 && code <= 0x0e59) { return String.fromCharCode(code - 0x0e50 + 48); }
      if (code < 128) { return /[a-z0-9]/.test(character) ? character : " "; }
      return /\p{L}/u.test(character) ? String.fromCharCode(code % 28 + 2) : " ";
    }

    // Returns the folded letters, and for each the place in `text` that it came from. Runs of digits and of Latin
    // letters stand between bars; between Thai words nothing is left.
    return function (text) {
      var folded = "", places = [], place = 0, last = -1, broken = false;
      function put(made, at) { folded += made; places.push(at); }
      Array.from(text.toLowerCase()).forEach(function (character) {
        if (!(character in known)) { known[character] = one(character); }
        var made = known[character];
        if (made === " ") { broken = true; }
        else if (made) {
          var kind = made >= "0" && made <= "9" ? 1 : made >= "a" && made <= "z" ? 2 : 0;
          if (kind !== Math.max(last, 0) || (broken && kind)) { put("|", place); }
          put(made, place);
          last = kind;
          broken = false;
        }
        place += character.length;
      });
      if (last > 0) { put("|", place); }
      places.push(place);
      return { folded: folded, places: places };
    };
  }

  // A query typed while the keyboard was left in the other language (the Kedmanee layout).
  var KEYS = "1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:\"ZXCVBNM<>?";
  var THAI = "ๅ/-ภถุึคตจขชๆไำพะัีรนยบลฃฟหกดเ้่าสวงผปแอิืทมใฝ+๑๒๓๔ู฿๕๖๗๘๙๐\"ฎฑธํ๊ณฯญฐ,ฅฤฆฏโฌ็๋ษศซ.()ฉฮฺ์?ฒฬฦ";
  function retyped(text) {
    var thai = /[\u0e00-\u0e7f]/.test(text), from = thai ? THAI : KEYS, to = thai ? KEYS : THAI;
    return Array.from(text, function (character) {
      var at = from.indexOf(character);
      return at < 0 ? character : to[at];
    }).join("");
  }

  // ── the index ────────────────────────────────────────────────────────────────────────────────────────────────

  function numbers(bytes) {
    var at = 0;
    return {
      more: function () { return at < bytes.length; },
      next: function () {
        var value = 0, shift = 1, byte;
        do { byte = bytes[at++]; value += (byte & 127) * shift; shift *= 128; } while (byte > 127);
        return value;
      },
      skip: function (count) { at += count; return bytes.subarray(at - count, at); }
    };
  }

  function bucket(bytes) {
    var held = new Map(), reader = numbers(bytes);
    while (reader.more()) {
      var token = reader.next(), pages = reader.next(), size = reader.next();
      held.set(token, { pages: pages, data: reader.skip(size) });
    }
    return held;
  }

  function bucketOf(token, count) { return ((Math.imul(token, 0x9e3779b1) >>> 0) >>> 8) % count; }

  // `fetchBytes(name)` gives a promise of the bytes of a file of the index.
  function open(fetchBytes) {
    var thai = new TextDecoder("windows-874"), files = new Map(), manifest, fold;

    function file(name, read) {
      if (!files.has(name)) {
        var coming = fetchBytes(name + "?" + manifest.version).then(read);
        coming.catch(function () { files.delete(name); });
        files.set(name, coming);
      }
      return files.get(name);
    }
    function json(bytes) { return JSON.parse(thai.decode(bytes)); }
    function entry(folder, size, page) {
      return file(folder + "/" + Math.floor(page / size) + ".txt", json).then(function (list) { return list[page % size]; });
    }
    function head(page) {
      return entry("h", manifest.heads, page).then(function (row) {
        return { page: page, address: row[0], kind: row[1], year: row[2], newest: row[3], day: row[4], quiet: row[5], title: row[6], lead: row[7] };
      });
    }
    function facets() { return file("facets.json", json); }
    function body(page) { return entry("b", manifest.bodies, page); }

    // ── a query ──────────────────────────────────────────────────────────────────────────────────────────────────

    function terms(query) {
      var words = normalise(query).trim().split(/\s+/), made = [];
      words.forEach(function (word, number) {
        var folded = fold(word).folded;
        // What is still being typed may go on: `e-bid` is the beginning of e-bidding.
        var open = number === words.length - 1 && folded.slice(-1) === "|" ? folded.slice(0, -1) : folded;
        if (open.length > 1) { made.push({ word: word, folded: open, whole: folded }); }
      });
      return made;
    }

    function tokensOf(folded) {
      if (folded.length === 2) { return [folded.charCodeAt(0) << 8 | folded.charCodeAt(1)]; }
      var made = [];
      for (var at = 0; at + 2 < folded.length; at++) {
        made.push(folded.charCodeAt(at) << 16 | folded.charCodeAt(at + 1) << 8 | folded.charCodeAt(at + 2));
      }
      return Array.from(new Set(made));
    }

    function lookup(list) {
      var all = list.reduce(function (sum, term) { return sum + tokensOf(term.folded).length; }, 0);
      var every = Math.ceil(all / TOKENS);
      return Promise.all(list.map(function (term) {
        var tokens = tokensOf(term.folded);
        // Of a long sentence only every second or third piece is asked for: together they still know it.
        var some = tokens.filter(function (_, number) { return number % every === 0; });
        return Promise.all(some.map(function (token) {
          return file("t/" + bucketOf(token, manifest.buckets) + ".bin", bucket).then(function (held) {
            return held.get(token) || { pages: 0, data: new Uint8Array(0) };
          });
        })).then(function (found) { return { term: term, found: found }; });
      }));
    }

    // Gives every page its score and, for each term, how much of it was found, weighed by how rare the pieces are.
    function weigh(looked) {
      var size = manifest.pages, scores = new Float32Array(size), least = new Float32Array(size).fill(1), sum = 0;
      looked.forEach(function (one) {
        var own = new Float32Array(size), total = 0;
        var known = one.found.filter(function (token) { return token.pages; });
        // A piece that no page has weighs as much as the others do: it may be where two words meet, or a slip.
        var usual = known.reduce(function (all, token) { return all + token.pages; }, 0) / (known.length || 1);
        one.found.forEach(function (token) {
          var rare = Math.log(1 + size / ((token.pages || usual) + 0.5)), page = 0, reader = numbers(token.data);
          total += rare;
          while (reader.more()) {
            var step = reader.next();
            page += step >>> 2;
            own[page] += rare;
            scores[page] += rare * WEIGHT[step & 3];
          }
        });
        sum += total;
        for (var number = 0; number < size; number++) {
          if (own[number] < least[number] * total) { least[number] = own[number] / (total || 1); }
        }
      });
      return { scores: scores.map(function (score) { return score / (sum || 1); }), least: least };
    }

    // How much of the folded query stands in a folded text, in runs of three letters or more; every break costs.
    function cover(query, text) {
      var at = 0, covered = 0, runs = 0;
      while (at < query.length) {
        var length = 0;
        while (at + length < query.length && text.indexOf(query.slice(at, at + length + 1)) !== -1) { length++; }
        if (length >= 3) { covered += length; runs++; at += length; } else { at++; }
      }
      return covered / query.length - 0.04 * Math.max(0, runs - 1);
    }

    // A title as it is compared: without the words that say little, unless the query has them.
    function telling(whole, text) {
      return manifest.little.reduce(function (folded, words) {
        words = fold(words).folded;
        return whole.indexOf(words) === -1 ? folded.split(words).join("") : folded;
      }, fold(text).folded);
    }

    // The order of answers: what was typed in the title, then in the lead, then in the body, then what is like it.
    function rank(list, whole, one, scores, least) {
      var title = telling(whole, one.title), lead = telling(whole, one.lead), both = title + "\n" + lead;
      var place = function (text) { return list.every(function (term) { return text.indexOf(term.folded) !== -1; }); };
      var tier, near = 0;
      if (title.indexOf(whole) !== -1) { tier = 9; }
      else if (place(title)) { tier = 8; }
      else if (lead.indexOf(whole) !== -1) { tier = 7; }
      else if (place(both)) { tier = 6; }
      else {
        // A number is right or wrong: O10 is not like O100.
        var counted = (whole.match(/\|[0-9]+/g) || []).every(function (run) { return both.indexOf(run) !== -1; });
        near = counted && list.reduce(function (sum, term) { return sum + cover(term.folded, both) * term.folded.length; }, 0) /
          list.reduce(function (sum, term) { return sum + term.folded.length; }, 0);
        tier = near >= 0.85 ? 5 : least[one.page] > 0.999 ? 4 : near >= FUZZY ? 3 : counted && least[one.page] >= FUZZY ? 2 : 0;
      }
      var plain = normalise(one.title).toLowerCase();
      var exact = list.filter(function (term) { return plain.indexOf(term.word.toLowerCase()) !== -1; }).length / list.length;
      var ends = list.filter(function (term) { return title.indexOf(term.whole) !== -1; }).length / list.length;
      one.tier = tier;
      one.rank = tier + near * 0.9 + exact * 0.3 + ends * 0.3 + (title.indexOf(whole) === 0 ? 0.2 : 0) + scores[one.page] * 0.2 - (one.quiet ? 1.2 : 0) + (one.kind === "oit" ? 0.25 : 0);
      return one;
    }

    function ask(query, wanted) {
      var list = terms(query);
      if (!list.length) { return Promise.resolve({ list: [], first: [], rest: [] }); }
      var whole = list.map(function (term, number) { return number < list.length - 1 ? term.whole : term.folded; }).join("").replace(/\|+/g, "|");
      return lookup(list).then(weigh).then(function (made) {
        var pages = [];
        for (var page = 0; page < manifest.pages; page++) {
          if (made.least[page] >= 0.15 && made.scores[page] > 0 && (!wanted || wanted(page))) { pages.push(page); }
        }
        pages.sort(function (a, b) { return made.scores[b] - made.scores[a] || a - b; });
        var rest = pages.slice(LOOK, MOST).filter(function (page) { return made.least[page] > 0.999; });
        return Promise.all(pages.slice(0, LOOK).map(head)).then(function (heads) {
          var first = heads.map(function (one) { return rank(list, whole, one, made.scores, made.least); })
            .filter(function (one) { return one.tier > 0; });
          first.sort(function (a, b) { return b.rank - a.rank || (a.newest < b.newest ? 1 : a.newest > b.newest ? -1 : a.page - b.page); });
          return { list: list, first: first, rest: rest };
        });
      });
    }
    // Answers in order: `first`, ranked, and the numbers of the `rest`. A query that finds nothing sure is tried as if
    // the keyboard had been left in the other language; `query` is what the answers are for.
    function find(query, wanted) {
      return ask(query, wanted).then(function (answer) {
        answer.query = query;
        if (sure(answer)) { return answer; }
        var other = retyped(normalise(query).trim());
        return ask(other, wanted).then(function (second) {
          second.query = other;
          return sure(second) ? second : answer;
        });
      });
    }
    function sure(answer) { return answer.first.length > 0 && answer.first[0].tier >= SURE; }

    // ── what is shown ────────────────────────────────────────────────────────────────────────────────────────────

    // Where the query stands in a text, as pairs of places; of a misspelt word, the longest pieces that fit.
    function places(text, list) {
      var made = fold(text), found = [];
      function all(piece) {
        for (var at = made.folded.indexOf(piece); at !== -1; at = made.folded.indexOf(piece, at + piece.length)) {
          found.push([made.places[at], made.places[at + piece.length]]);
        }
        return found.length;
      }
      list.forEach(function (term) {
        var before = found.length, query = term.folded.replace(/^\||\|$/g, "");
        if (query && all(query) > before) { return; }
        for (var at = 0; at < query.length;) {
          var length = 0;
          while (at + length < query.length && made.folded.indexOf(query.slice(at, at + length + 1)) !== -1) { length++; }
          if (length >= 4) { all(query.slice(at, at + length)); at += length; } else { at++; }
        }
      });
      found.sort(function (a, b) { return a[0] - b[0]; });
      return found.reduce(function (merged, range) {
        var last = merged[merged.length - 1];
        if (last && range[0] <= last[1]) { last[1] = Math.max(last[1], range[1]); } else { merged.push(range.slice()); }
        return merged;
      }, []);
    }

    // The text cut into pieces: [text, whether it was asked for], at most `width` letters around the first such piece.
    function pieces(text, list, width) {
      var found = places(text, list), start = 0, end = text.length;
      if (width && text.length > width) {
        start = found.length ? Math.max(0, found[0][0] - Math.floor(width / 4)) : 0;
        if (start) {
          var space = text.indexOf(" ", start);
          if (space !== -1 && space < found[0][0]) { start = space + 1; }
          while (start && /[\u0e30-\u0e3a\u0e45-\u0e4e]/.test(text[start])) { start--; }
        }
        end = Math.min(text.length, start + width);
        while (end < text.length && /[\u0e30-\u0e3a\u0e45-\u0e4e]/.test(text[end])) { end++; }
      }
      var made = start ? [["…", false]] : [], at = start;
      found.forEach(function (range) {
        if (range[1] <= start || range[0] >= end) { return; }
        if (range[0] > at) { made.push([text.slice(at, range[0]), false]); }
        made.push([text.slice(Math.max(at, range[0]), Math.min(range[1], end)), true]);
        at = Math.min(range[1], end);
      });
      if (at < end) { made.push([text.slice(at, end), false]); }
      if (end < text.length) { made.push(["…", false]); }
      return made;
    }

    return fetchBytes("index.json").then(function (bytes) {
      manifest = JSON.parse(new TextDecoder().decode(bytes));
      fold = letters(manifest);
      return { manifest: manifest, find: find, head: head, body: body, facets: facets, pieces: pieces, places: places, fold: fold, normalise: normalise };
    });
  }

  (typeof window === "undefined" ? globalThis : window).prongsaiFinder = open;
}());
