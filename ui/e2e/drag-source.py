#!/usr/bin/python3
"""A small window that files can be dragged out of, so that a test can drop them as a person would.

    drag-source.py FILE...     prints "ready" when it is shown, at the top left of the screen, and
                               "given" when somebody took the files

The drag itself is done by the pointer (xdotool); this offers text/uri-list and nothing else."""
import pathlib, sys

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, GLib, Gtk  # noqa: E402

uris = [pathlib.Path(p).resolve().as_uri() for p in sys.argv[1:]]
window = Gtk.Window(type=Gtk.WindowType.POPUP)
window.set_default_size(60, 40)
handle = Gtk.EventBox()
handle.add(Gtk.Label(label="files"))
handle.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
handle.drag_source_add_uri_targets()


def give(_widget, _context, data, _info, _time):
    data.set_uris(uris)
    print("given", flush=True)


handle.connect("drag-data-get", give)
handle.connect("drag-end", lambda _w, _c: GLib.timeout_add(200, Gtk.main_quit))
window.add(handle)
window.move(0, 0)
window.show_all()
GLib.timeout_add(300, lambda: print("ready", flush=True) or False)
Gtk.main()
