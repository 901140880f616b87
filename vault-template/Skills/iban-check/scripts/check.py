"""Checks an IBAN by ISO 13616: country, length, and the remainder of 97."""
import json
import sys

LENGTHS = {
    "AD": 24, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24,
    "FI": 18, "FR": 27, "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26, "IT": 27, "LI": 21, "LT": 20,
    "LU": 20, "LV": 21, "MC": 27, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24, "SI": 19,
    "SK": 24, "SM": 27, "TR": 26,
}

order = json.load(sys.stdin)
iban = "".join(str(order["arguments"]["iban"]).split()).upper()
country = iban[:2]
plain = iban.isascii() and iban.isalnum()
fits = plain and len(iban) == LENGTHS.get(country, -1)
digits = "".join(str(int(letter, 36)) for letter in iban[4:] + iban[:4]) if fits else "0"
valid = fits and int(digits) % 97 == 1
words = "can be right" if valid else "cannot be right" if country in LENGTHS else "is of a country that is not known here"
print(json.dumps({
    "success": True,
    "skill": order["skill"],
    "data": {"valid": valid, "country": country, "receipt": f"the number {words}"},
}))
