# Settings: promises

field-looser-when-urgent = the urgent limit must not be longer than the ordinary one
field-looser-than-promised = not looser than what the company promises ({$detail} minutes)
settings-promises = Promises
settings-promises-new = Add a promise of a unit
settings-promises-lead = Limits are in minutes. A change makes a new version; clocks that run follow in the background. A special limit left empty means there is none.
settings-unit-promise-lead = A unit may promise more than the company, never less.
effect-none = Only details change, neither rights nor cases.
effect-leaves = { $count ->
    [one] They are signed out and cannot sign in again; one open case of theirs needs another owner.
   *[other] They are signed out and cannot sign in again; { $count } open cases of theirs need another owner.
 }
effect-no-clocks = No case is on the clock for this promise now.
effect-clocks = { $count ->
    [one] One open case is on the clock
   *[other] { $count } open cases are on the clock
 }
effect-earlier = { $count ->
    [one] One of them falls due earlier
   *[other] { $count } of them fall due earlier
 }
effect-later = { $count ->
    [one] One of them falls due later
   *[other] { $count } of them fall due later
 }
effect-late = {$count} of them would be late at once
column-promise = Promise
column-limit = Limit
column-urgent = Urgent
column-audience = Audience
column-kinds = For
audience-public = public
audience-partner = partner
audience-internal = internal
label-promises-calendar = Working calendar (none: day and night)
label-within-minutes = Limit (minutes)
label-urgent-within-minutes = When urgent (minutes)
label-danger-within-minutes = When somebody is in danger (minutes)
label-waiting-within-minutes = Between words while waiting for others (minutes)
label-pausable-for = May pause for
label-extendable = A lead may extend it once
label-of = Promise of the company
label-acts-within-minutes = Due within (minutes)
