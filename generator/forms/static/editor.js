// Starts the form editor, and stands between it and the files.
//
// The editor's own YAML takes `0812` for a number and drops comments. Here every value stays the text that was typed,
// and only what was changed is written anew: the rest of the file, comments too, stays as it is.
let YAML; // yaml.js brings it

window.CMS_MANUAL_INIT = true; // read by the editor, whose script comes after this one

const SOURCE = "prongsai source"; // carries a file's text beside its values; no field can be called this
const OPTIONS = { schema: "failsafe", merge: false };
const LAYOUT = { lineWidth: 0, indentSeq: true, flowCollectionPadding: false };

// ---- values ---------------------------------------------------------------------------------------------------------

const isTable = value => value !== null && typeof value === "object" && !Array.isArray(value);

/** The value as our files have it: texts, and nothing where nothing was filled in. */
function tidy(value) {
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(value)) {
    const rows = value.map(tidy).filter(row => row !== undefined);
    return rows.length ? rows : undefined;
  }
  if (isTable(value)) {
    const rows = Object.entries(value).map(([key, child]) => [key, tidy(child)]).filter(([, child]) => child !== undefined);
    return rows.length ? Object.fromEntries(rows) : undefined;
  }
  const text = String(value);
  return text.trim() ? text : undefined;
}

/** Calls `change` with every value that stands at a path such as `executives.*.photo`, and puts what it returns there. */
function at(value, path, change) {
  const [step, ...rest] = path;
  const keys = step === "*" ? (Array.isArray(value) ? value.keys() : []) : isTable(value) && step in value ? [step] : [];
  for (const key of keys) {
    if (rest.length) at(value[key], rest, change);
    else value[key] = change(value[key]);
  }
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// ---- files ----------------------------------------------------------------------------------------------------------

/** A kind of entry: `shorts` says where one value may stand for a record, and which of its fields that value is. */
class Format {
  constructor(shorts) {
    this.shorts = Object.entries(shorts).map(([path, names]) => [path.split("."), names]);
  }

  read(text) {
    const values = YAML.parseDocument(text, OPTIONS).toJS();
    return isTable(values) ? values : {};
  }

  long(values) {
    for (const [path, names] of this.shorts)
      at(values, path, value => typeof value === "string" && value ? Object.fromEntries(names.map(name => [name, value])) : value);
    return values;
  }

  /** Writes a record as one value again where the file had it so, and nothing was added. */
  short(values, before) {
    for (const [path, names] of this.shorts) {
      const was = [];
      at(before, path, value => (was.push(value), value));
      at(values, path, value => {
        const parts = isTable(value) ? Object.keys(value) : [];
        const alike = parts.length === names.length && names.every(name => value[name] === value[names[0]]);
        return alike && (was.some(old => typeof old === "string") || !was.length) ? value[names[0]] : value;
      });
    }
    return values;
  }

  fromFile = text => ({ ...this.long(this.read(text)), [SOURCE]: text });

  toFile = (data, order = []) => {
    const { [SOURCE]: source, ...given } = data;
    const values = tidy(given) ?? {};
    if (!source) return this.fresh(this.short(values, {}), order);
    const before = this.read(source);
    const wanted = this.short(values, before);
    if (same(tidy(before), tidy(wanted))) return source;
    const file = YAML.parseDocument(source, OPTIONS);
    if (!YAML.isMap(file.contents)) return this.fresh(wanted, order);
    // A comment after everything would get an empty line before it.
    const end = file.comment ? source.slice(file.contents.range[2]) : "";
    file.comment = null;
    patchTable(file, file.contents, before, wanted);
    return file.toString(LAYOUT) + end;
  };

  fresh(values, order) {
    const names = Object.keys(values).sort((one, other) => order.indexOf(one) - order.indexOf(other));
    const file = new YAML.Document(Object.fromEntries(names.map(name => [name, values[name]])), OPTIONS);
    return file.toString(LAYOUT);
  }
}

function patchTable(file, node, before, after) {
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (same(tidy(before[key]), tidy(after[key]))) continue;
    if (after[key] === undefined) node.delete(key);
    else node.set(key, patched(file, node.get(key, true), before[key], after[key]));
  }
}

/** The node for a new value: the old one with as little changed as possible, or a new one. */
function patched(file, node, before, after) {
  if (YAML.isMap(node) && isTable(before) && isTable(after)) {
    patchTable(file, node, before, after);
    return node;
  }
  if (YAML.isSeq(node) && Array.isArray(before) && Array.isArray(after)) {
    const left = before.map((value, place) => ({ value: tidy(value), place }));
    const kept = after.map(value => {
      const found = left.findIndex(old => same(old.value, value));
      return found < 0 ? null : left.splice(found, 1)[0].place;
    });
    const nodes = [...node.items];
    node.items = after.map((value, place) => {
      if (kept[place] !== null) return nodes[kept[place]];
      const old = left.findIndex(one => one.place === place);
      if (old < 0) return file.createNode(value);
      left.splice(old, 1);
      return patched(file, nodes[place], before[place], value);
    });
    return node;
  }
  if (YAML.isScalar(node) && typeof after === "string") {
    const block = [YAML.Scalar.BLOCK_LITERAL, YAML.Scalar.BLOCK_FOLDED].includes(node.type);
    if (after.includes("\n")) node.type = YAML.Scalar.BLOCK_LITERAL;
    else if (block) node.type = undefined;
    node.value = after.includes("\n") && !after.endsWith("\n") && block ? `${after}\n` : after;
    return node;
  }
  return file.createNode(after);
}

// ---- the page -------------------------------------------------------------------------------------------------------

/** Says on the page what is the matter; the words stand in the page. */
function say(name) {
  for (const part of document.querySelectorAll("[data-say]")) part.hidden = part.dataset.say !== name;
}

/** Loads a module. The page's policy trusts what a script of the page adds, and nothing else that stands on the server. */
function bring(address) {
  return new Promise((done, fail) => {
    const script = Object.assign(document.createElement("script"), { type: "module", src: address, onerror: fail });
    script.onload = () => done(window.YAML);
    document.head.append(script);
  });
}

/** The values of an entry with what its place decides, such as its item: the editor gives that to new entries only. */
function settled(config, entry) {
  const collection = config.collections.find(one => one.name === entry.get("collection"));
  const file = collection.files?.find(one => one.name === entry.get("slug"));
  return (file ?? collection).fields
    .filter(field => field.widget === "hidden" && field.default !== undefined)
    .reduce((data, field) => data.get(field.name) ? data : data.set(field.name, field.default), entry.get("data"));
}

async function start() {
  YAML = await bring("yaml.js");
  const answer = await fetch("config.yml");
  const { prongsai, ...config } = YAML.parse(await answer.text(), { maxAliasCount: -1 });
  const local = ["localhost", "127.0.0.1"].includes(location.hostname);
  if (!prongsai.ready && !local) return say("not-set-up");
  for (const [kind, shorts] of Object.entries(prongsai.kinds))
    window.CMS.registerCustomFormat(`prongsai-${kind}`, "yaml", new Format(shorts));
  const { backend } = config;
  if (backend.name === "github" && !backend.base_url) {
    // Without a sign-in service the person brings a token of their own, which token.html hands over as a service would.
    backend.base_url = location.origin;
    backend.auth_endpoint = new URL("token.html", location.href).pathname;
  }
  if (local && config.local_backend === true)
    config.local_backend = { url: `http://${location.hostname}:8081/api/v1`, allowed_hosts: [location.hostname] };
  window.CMS.registerEventListener({ name: "preSave", handler: ({ entry }) => settled(config, entry) });
  say("");
  window.CMS.init({ config: { load_config_file: false, ...config } });
}

addEventListener("load", () => start().catch(fault => { console.error(fault); say("failed"); }));
