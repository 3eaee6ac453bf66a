# Notices

notices-title = Notices
notices-empty = No notices
notices-empty-detail = Cases assigned to you, messages and warnings of clocks appear here.
notices-what = What
notices-when = When
notices-new = New
notices-times = { $times } times
notices-read-all = Mark all as read
notice-kind-assigned = Assigned to you
notice-kind-file-in = The complainant has added files
notice-kind-message-in = The complainant has written
notice-kind-needs-translation = A message needs a translation
notice-kind-answered = An answer came
notice-kind-plan-answered = The complainant answered the plan
notice-kind-clock-warned = A deadline is near
notice-kind-graded = Graded serious or grave
notice-kind-escalated = A case was escalated
notice-kind-discontent = The complainant is not content
notice-kind-objected = The complainant objects to the refusal
notice-kind-rules-stopped = Rules were stopped
notice-kind-entered-late = A later entry needs your confirmation
notice-kind-withdrawn = An entry was withdrawn: see what it leaves to be done
notice-kind-clock-breached = A clock has run out
notice-kind-mentioned = A colleague named you in a note
