import json
from pathlib import Path

from django.template import Context, Engine

filters = {"orders.city": "O'Brien & \"Söhne\" <b>"}
template = Engine().from_string((Path(__file__).parent / "page.django.html").read_text())
print(template.render(Context({"filters": json.dumps(filters)})))
