"""Takes in a complaint and reads it again with the client made from the description."""

import sys

from client import AuthenticatedClient
from client.api.acts import post_notes
from client.api.cases import make_case, read_case, search_cases
from client.models import NewCase, NewComplainant, NewNote

base, token = sys.argv[1:]
api = AuthenticatedClient(base_url=base, token=token)
case = make_case.sync(
    client=api,
    body=NewCase(
        kind="complaint",
        channel="phone",
        complainant=NewComplainant(name="王芳", phone="13800000000"),
        text="导游强制购物，要求退款",
    ),
)
assert case.state == "received", case
assert {clock.promise for clock in case.clocks} >= {"contact", "first_response", "settle"}, case.clocks
after = post_notes.sync(case.number, client=api, body=NewNote(text="已联系地接社核实"))
assert after.number == case.number
whole = read_case.sync(case.number, client=api)
assert whole.text == "导游强制购物，要求退款" and whole.complainant.name == "王芳", whole
found = search_cases.sync(client=api, q="强制购物")
assert [hit.number for hit in found.items] == [case.number], found
refused = make_case.sync_detailed(
    client=api, body=NewCase(kind="song", channel="phone", complainant=NewComplainant(name="x"), text="x")
)
assert refused.status_code == 422 and refused.parsed.errors[0].field == "kind", refused
print("the generated client works")
