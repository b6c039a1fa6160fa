"""What leaves a room and comes back: signed squares on paper, keys, and the USB stick.

``identity``    the keys of one computer, their file, and the card that hands out the public half
``page_marks``  the signed square (二维码) of a page: written, read strictly, judged
``manifest``    what a pack says about itself; ``limits`` what it may not exceed
``lines``       a row as a line of JSON
``merge``       two versions of a row become one
``chain``       gaps, repeats and clones among packs;  ``masking``  what stays behind
``writing``     packs out: ``spooling``, ``dealing``, ``folders``
``reading``     packs in: ``beginning``, ``checks``, ``staging``, ``refusals``
``sticks``      removable drives;  ``strangers`` on them;  ``putting`` finished files there
``publish``     the room in PostgreSQL;  ``parquet`` as files for analysis
"""
