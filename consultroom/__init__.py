"""consultroom (协商议事室): an offline desktop for grassroots consultation rooms.

The house, top to bottom; a file imports only downward:
app | ui, cli | services | store, documents, exchange | domain | errors, resources.
"""

__version__ = "0.1.0"
