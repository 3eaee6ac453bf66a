# The dashboard

now-title = Now
now-late = Late
now-soon = Due within an hour
now-unowned = Unassigned
now-grave = Serious or grave
now-urgent = Urgent
now-open = Open
now-first = Due first
now-loads = Open cases by owner
now-no-loads = Nobody owns a case now.
