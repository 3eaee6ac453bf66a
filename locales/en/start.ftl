# Getting started

start-title = Getting started
start-company = Company
start-people = People
start-promises = Promises
start-ready = Ready
start-company-lead = First, who you are. The line of business decides which usual problems the complaint page offers.
start-people-lead = Add the colleagues who will handle complaints; each gets a one-time link to sign in. If it is only you, go on.
start-promises-lead = These limits are shown in public, and every case is held to them. Make sure your company can keep them; they can be changed at any time.
start-ready-lead = All set. What follows can be done now or later.
start-next = Continue
start-add = Add and make a link
start-change = Change
start-right = These are right, continue
start-link = Hand this one-time link to {$name}. It is good for 24 hours and shown only now:
start-password = Choose a password for yourself
start-password-why = Without one, each sign-in takes a one-time link.
start-public = See the page that travellers complain on
start-public-why = Put its address on your account, itineraries and counters.
start-look = Have a look
start-first = Record the first complaint
start-first-why = A call, a visit or a letter, in less than a minute.
start-reminder = Your company is not set up yet.
start-go = Get started
label-start-company-name = Name of the company
label-start-company-phone = Service telephone
label-start-people-name = Name
