# Files and papers

event-file-attached = File {$file}
event-file-marked = { $kind ->
    [paper] File {$file} marked as an identity paper
   *[other] File {$file} no longer marked as an identity paper
}
field-empty-file = the file is empty
field-file-type = this kind of file is not taken (it holds {$detail}); pictures, sound, video, PDF, office papers and texts are
rule-no-such-file = The case has no such file; it has {$detail}.
rule-too-many-files = A case has {$detail} files at most.
files-none = No files yet.
files-pick = Choose files
files-hint = Pictures, sound, video, PDF, office papers or text, 25 MB each and 20 files at once at most
files-send = Upload
entry-file-attached = File attached
entry-file-marked = Identity paper marked
act-file-mark = Mark an identity paper
done-files = The files are attached.
label-file = File that shows it (its number in the case)
done-file-mark = Recorded: Mark an identity paper.
case-file = Open file
hint-file-mark = Once marked, it opens to the owner, who took the call, who has a task, who is mentioned in a note and leads of the unit; everybody else gives a reason, and each look is on record. Only those who may see it can remove the mark.
label-file-mark-is-paper = It is a scan of an identity paper (passport, ID card, household register, visa or the like)
paper-title = Identity paper
paper-lead = Nothing here is yours to handle, so the identity paper is closed. Say what you need it for; every look is on record.
paper-logged = This look is on record. The paper is shown only here, once.
paper-badge = Identity paper
paper-show = Give a reason and open
paper-mark = Mark as identity paper
paper-mark-suggested = The name suggests an identity paper. Mark it?
paper-unmark = Remove the mark
paper-closed-title = The identity paper is not open to you
paper-closed-detail = Scans of identity papers open to the owner of the case, who took the call, who has a task, who is mentioned in a note, and leads of the unit. Everybody else gives a reason on the page of the case, and each look is on record.
problem-paper-closed = The identity paper is not open to you
problem-paper-closed-detail = Scans of identity papers are open to those who handle the case.
papers-all = This is a scan or photo of an identity paper (passport, ID card, household register, visa or the like)
papers-each = Which of these are identity papers (passport, ID card, household register, visa or the like)?
papers-kept = {$name}: identity paper
papers-hint = Once marked, only those who handle the case can open it; anybody else gives a reason, which goes on record.
papers-suggested = Ticked because of the file’s name; please check.
# Pictures of a case
picture-none = Cannot be shown
picture-taken = taken {$time}
picture-camera = The camera says: {$told} (its clock may be wrong)
picture-original = Download the original
picture-original-hint = The original is sealed as evidence; each download goes on record
picture-sealed = The original is sealed; the owner, leads of the unit and auditors can download it
no-copy-format = This format (HEIC, for example) cannot be shown here
no-copy-too-large = Too many pixels to be shown here
no-copy-damaged = The file is incomplete or damaged and cannot be shown
no-copy-not-made = No copy for viewing could be made
