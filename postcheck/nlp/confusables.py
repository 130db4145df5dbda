"""Letters of other scripts that pass for Latin ones (a part of Unicode UTS 39, single letters only)."""

from __future__ import annotations

_GROUPS = {
    "a": "аɑα", "b": "ЬƄ", "c": "сϲᴄ", "d": "ԁɗ", "e": "еҽ℮", "g": "ɡց", "h": "һհ", "i": "іıɩι", "j": "јϳ",
    "k": "κкᴋ", "l": "ӏⅼǀ", "m": "ⅿ", "n": "ոռ", "o": "оοօᴏσ", "p": "рρ", "q": "ԛգ", "r": "гᴦ", "s": "ѕꜱ",
    "t": "τтᴛ", "u": "υսᴜ", "v": "νѵᴠ", "w": "ԝɯᴡա", "x": "хχ", "y": "уγүყ", "z": "ᴢ",
    "A": "АΑᎪ", "B": "ВΒᏴ", "C": "СϹᏟ", "D": "ᎠᗞⅮ", "E": "ЕΕᎬ", "F": "ϜᖴꓝҒ", "G": "ԌᏀ", "H": "НΗᎻ", "I": "ІΙӀ",
    "J": "ЈᎫ", "K": "КΚᏦ", "L": "ᏞⅬ", "M": "МΜᎷ", "N": "Νꓠ", "O": "ОΟՕ", "P": "РΡᏢ", "Q": "Ԛ", "R": "ᎡᏒ",
    "S": "ЅՏᏚ", "T": "ТΤᎢ", "U": "Սꓴ", "V": "ᏙѴ", "W": "ԜᎳ", "X": "ХΧ", "Y": "ҮΥ", "Z": "ΖᏃ",
}
LATIN_LOOKALIKES = {lookalike: letter for letter, group in _GROUPS.items() for lookalike in group}
"""Look-alike to the ASCII letter that it passes for."""
