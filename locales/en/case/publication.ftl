# Publication

event-publication-proposed = Result proposed for publication
event-publication-approved = Publication approved
event-publication-withheld = Publication withheld
event-publication-supplier-told = Supplier told what is to be published ({$channel})
event-publication-objected = {$by} objects to the publication
event-case-published = Published until {$until}
event-publication-withdrawn = Taken off the public page
rule-before-others = Nothing is published while an outside proceeding runs.
rule-no-publication = There is no publication to decide on.
rule-not-approved = The publication is not approved, or somebody has objected since.
rule-same-person = Whoever proposed the publication does not decide on it; somebody else does.
rule-publication-not-told = The complainant has not been told yet: the decision only stands on a page. Tell them and record it; their days to object begin then.
rule-supplier-not-told = A supplier is concerned and has not been told what is to be published. Tell them and record it first; they have the same days to object.
rule-objection-runs = Those concerned may object until {$detail}; it can be published after that.
entry-publication-proposed = Publication proposed
entry-publication-decided = Publication decided
entry-publication-supplier-told = Supplier told of publication
entry-publication-objected = Publication objected to
entry-case-published = Published
entry-publication-withdrawn = Publication withdrawn
act-publication = Propose publication
act-publication-decision = Decide on publication
act-publication-supplier-notices = Tell supplier of publication
act-publication-objections = Objection to publication
act-publication-release = Publish
hint-publication-decision = If it is published, these words stand on the complainant’s page as you write them: say for how long it stands and how they can object. If it is not, they stay internal.
decided-matter = Proposed matter
hint-publication = No personal data; the program checks.
label-matter = Matter
label-result = Result
label-publish = Publish?
label-by = Who objects
done-publication = The proposal waits for somebody else to approve it.
done-publication-decision = Publication is decided.
done-publication-supplier-notices = That the supplier was told is on record.
done-publication-objections = The objection to publication is on record.
done-publication-release = The result is published.
results-title = Results
results-lead = Once a complaint is closed, a manager may decide to publish how it ended, without personal data, for thirty days.
results-none = No result is public at present.
results-none-detail = New ones will appear here.
results-outcome = How it ended:
results-withheld = { $count ->
    [one] Another was withheld in the last 365 days.
   *[other] Another { $count } were withheld in the last 365 days.
 }
results-how = Those concerned may object; while they do, a result is not public.
label-publication-decision-text = What the complainant is told (if it is not published: why, which they never see)
label-publication-supplier-notices-text = What they were told, and who took it
label-publication-objections-text = The objection
