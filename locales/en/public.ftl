# The public site: home, state by number, lost links

public-home-title = Trouble on your trip? Leave it to us
public-home-lead = Tell us what happened. You get a case number, our promise in hours and a private link at once.
public-complain = Complain
public-complain-lead = Three short steps, two minutes
public-follow-title = Follow a complaint
public-follow-lead = Open the private link that you were given. If you cannot find it, the number of your case and the telephone number that you left will do.
public-follow-go = Follow by number
public-follow = Follow
public-call = Call { $phone }
public-footer = No tracking, and no request to anybody else from any page.
lost-link-title = Follow by number
lost-link-lead = The number is on the message, mail or receipt that we gave you; it looks like HW‑2611‑000123‑7.
lost-link-go = Show
label-lost-link-number = Number of the case
label-lost-link-phone = Telephone number you left
field-not-followed = Number and telephone number do not belong together; check both, or call us
public-large = Large type
field-wrong-sum = Answer this sum
# Where it stands, by number
lost-link-over = The time to read has passed. Please fill this in again.
standing-link = To answer, write to us or read the plan
standing-waits = Something waits for your answer.
standing-waits-how = Open your private link to answer. If you cannot find it, ask us: once we know that it is you we hand it to you anew.
standing-link-detail = This page only shows where things stand. What was said between us, the plan and the result are on your private link, and there you answer, write and add files. If you cannot find it, ask us: once we know that it is you we hand it to you anew.
standing-ask-phone = Call us:
standing-ask = Please reach us the way you complained.
standing-over = This page closes after half an hour.
