# Looks at contact points, and their log

# Looks at contact points
contacts-title = Contact details
contacts-lead = Nothing here is yours to handle, so the details are masked. Say what you need them for; every look is on record.
contacts-show = Show contact details
contacts-none = None were given.
contacts-logged = This look is on record. The details are shown only here, once.
contacts-back = Back to {$name}
look-paper = Identity paper (file {$file}): {$why}
key-contacts = Show contact details
look-reason-answer-traveller = to answer or call back the traveller
look-reason-check-identity = to check who somebody is
look-reason-hand-over = to hand them on to a supplier or authority
look-reason-correct-record = to correct the record
look-answer-traveller = to answer or call back the traveller
look-check-identity = to check who somebody is
look-hand-over = to hand them on to a supplier or authority
look-correct-record = to correct the record
look-owner = owner of the case
look-took-call = took the call
look-task = has a task in it
look-mention = mentioned in a note
look-lead = leads the unit
look-restricted-owner = under restriction, as the owner
look-restricted-lead = under restriction, as lead of the unit
look-contacts-read = program (scope of its token)
looks-title = Who looked at contact details
looks-link = Who looked
column-look-by = Case or booking
column-look-customer = Customer
column-look-why = Purpose or relation
look-original = Downloaded the original (file {$file})
sealed-title = The original is sealed
sealed-detail = Originals of pictures are sealed as evidence; the owner of the case, leads of its unit and auditors can download them. The page of the case shows a copy without metadata.
problem-sealed = The original is sealed
problem-sealed-detail = Originals of pictures are sealed as evidence; a token needs the scope contacts:read. For the copy, see …/copy.
problem-not-shown = The picture cannot be shown
