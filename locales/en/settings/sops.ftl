# Settings: procedures

step-of-hear-out = Hear out and answer
step-of-find-facts = Find the facts
step-of-name-causes = Name the causes
step-of-put-plan = Put a plan
step-of-carry-out = Carry out and tell the result
step-of-ask-content = Ask whether they are content
step-of-rescue = Rescue first
step-of-tell-family = Tell the family
step-of-tell-insurer = Report to the insurer
step-of-report-to-authority = Report to the authority
step-of-secure-evidence = Secure the evidence
step-of-ask-supplier = Hear the supplier
step-of-search = Help to search
step-of-help-with-report = Help to report to the police
step-of-stop-leak = Stop the leak
step-of-tell-affected = Tell those affected
step-of-reach-traveller = Reach the traveller
step-of-arrange-substitute = Arrange another room or ride
step-of-confirm-arrival = Make sure that they have arrived
step-of-compare-itinerary = Compare with itinerary and contract
step-of-check-price = Check price and order
column-categories = Serves
column-steps = Steps
settings-sops = Procedures
settings-sops-new = Add a procedure
settings-sops-lead = One step a line, in order. The name of a step that there is keeps what marks it as done; anything else is a step of your own, marked by hand. English words may follow the Chinese after a bar: 核对寄养合同 | Check the boarding contract.
settings-sop-version = { $count ->
    [one] Version { $version }, { $count } step
   *[other] Version { $version }, { $count } steps
}
sop-serves-the-rest = Serves every category without a procedure of its own
sop-usual = Usual procedure
sop-safety = Safety
sop-lost-property = Lost property
sop-data-leak = Data leak
sop-stranded = Stranded, or no room on arrival
sop-shopping = Forced shopping and extra paid items
sop-price = Price disputes
label-sops-id = Code (small letters, digits, underscores)
label-sops-title-zh-CN = Name in Chinese
label-sops-title-en = Name in English
label-sops-steps = Steps (one a line)
label-sops-categories = Serves
effect-sop = { $count ->
    [one] { $count } open case will follow this procedure
   *[other] { $count } open cases will follow this procedure
}
effect-sop-come = { $count } of them follow another one now
effect-sop-go = { $count ->
    [one] { $count } other case follows this one now and will follow another
   *[other] { $count } other cases follow this one now and will follow another
}
field-category-has-sop = a category chosen here belongs to the procedure { $detail }; take it out there first
field-serves-the-rest = the usual procedure serves all other categories and cannot name any
field-step-twice = the same step stands there twice
field-serves-nothing = choose at least one category
settings-sops-rest = This procedure serves every category without one of its own.
