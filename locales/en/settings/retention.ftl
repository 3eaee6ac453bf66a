# Settings: retention

settings-retention = Retention
settings-retention-lead = Expired content is deleted automatically every day; the record stays and can still be verified. Nothing is deleted under a legal hold, while an outside procedure runs, or under a restriction that needs it. Where all fields are empty nothing is deleted; whoever sets the first sets the second as well. Days count from the end of the case.
settings-retention-version = Version {$version}: messages and files { $words_days ->
    [none] never by itself
   *[other] kept { $words_days } days
}, proof of transactions { $proof_days ->
    [none] never by itself
   *[other] kept { $proof_days } days
}, log of looks at contact details { $looks_days ->
    [none] never by itself
   *[other] kept { $looks_days } days
}
label-retention-words-days = Messages, notes, pictures: what proves no transaction (days, at least 30; a case without a transaction goes altogether)
label-retention-proof-days = Proof of transactions: bookings, plans, payments (days, at least 1096: three years by the E-Commerce Law)
label-retention-looks-days = Log of looks at contact details (days, at least 183: six months by the Cybersecurity Law)
effect-retention = By when they ended, {$words} cases have had their time, {$proof} of them for proof of transactions as well; the next run erases them, but for what must be kept.
retention-runs = Runs
retention-no-run = Nothing has been erased by schedule yet.
retention-run = {$when} (version {$version})
retention-run-title = Cases of a run
retention-what = Result
retention-erased = What had its time was erased
retention-kept = Had its time, and must be kept
retention-words = messages and files of {$count} cases erased
retention-whole = {$count} cases erased whole
retention-on-hold = {$count} kept under a legal hold
retention-before-others = {$count} kept while an outside procedure runs
retention-restricted = {$count} kept under restriction
retention-looks = {$count} looks erased from the log
retention-failed = {$count} not done; tried again by the next run
retention-nothing = nothing had had its time
retention-goes-on = going on
field-shorter-than-words = proof of transactions must not go before the messages
