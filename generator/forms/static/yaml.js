// Hands the YAML library, which is made of modules, to editor.js.
import * as YAML from "./yaml/index.js";

window.YAML = YAML;
