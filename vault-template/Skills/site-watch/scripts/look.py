"""Looks whether pages answer. The cursor holds those that did not answer the last time, and when each fell silent."""
import json
import os
import sys
import time
import urllib.request

order = json.load(sys.stdin)
folder = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
with open(os.path.join(folder, "sites.txt"), encoding="utf-8") as listed:
    sites = [line.strip() for line in listed if line.strip().startswith(("https://", "http://"))][:20]

silent = json.loads(order.get("cursor") or "{}")
now = {}
items = []
for site in sites:
    try:
        with urllib.request.urlopen(site, timeout=2):
            continue
    except Exception as fault:  # whatever it is, the page does not answer
        now[site] = silent.get(site) or int(time.time())
        if site not in silent:
            items.append({
                "id": f"{site} {now[site]}",
                "title": f"{site.split('/')[2]} does not answer",
                "text": f"The page {site} did not answer: {type(fault).__name__}.",
                "from": "site-watch",
                "url": site,
                "kind": "event",
            })
print(json.dumps({"success": True, "skill": order["skill"], "data": {"items": items, "cursor": json.dumps(now)}}))
