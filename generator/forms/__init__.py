"""The form editor at `/admin/`: its forms are made from the models, and its program comes from npm when that is there.

Decap CMS shows the forms and speaks with the git service. What it reads and writes is translated by a script of our
own (`static/editor.js`), because its YAML makes `0812` a number and drops comments.
"""

from generator.forms.collections import config, fields_of_kinds, inputs
from generator.forms.pages import editor_pages
from generator.forms.parts import program

__all__ = ["config", "editor_pages", "fields_of_kinds", "inputs", "program"]
