# Presence and drafts

field-changed-meanwhile = somebody has changed this in the meantime (it is at version {$detail} now); please look at it again from the list
draft-saved = Draft kept
presence-here = { $name } is looking
presence-writing = { $name } is writing an answer
presence-draft = { $name } has a draft that was not used, { $when }
presence-draft-open = See and merge
composer-phrases = Phrases
drafts-title = Two drafts
drafts-lead = { $name } wrote one and did not use it; the other is yours. Make one of both, keep it as your draft, then record it.
drafts-own = Your words
drafts-keep = Keep as my draft
drafts-back = Back to the case
answered-title = A colleague has answered
answered-lead = While you wrote, a colleague recorded the answer below. See what is left to say: change yours and record it, or go back to the case.
answered-by = { $name } recorded, { $when }
answered-send = Record it all the same
