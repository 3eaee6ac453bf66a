# On site

nav-onsite = On site
onsite-title = On site
onsite-call = Call the company
onsite-offline = There is no network. This is how things stood at {$time}; write as usual, it will be sent once there is.
onsite-waiting-title = Waiting to be sent
onsite-waiting = sent once there is a network
onsite-photos = { $count ->
    [one] One file
   *[other] { $count } files
 }
onsite-sent = Delivered, case {$number}
onsite-signed-out = You have been signed out. Please sign in again; what you wrote stays on this device and is sent then.
onsite-discard = Discard
onsite-signature-file = signature.png
onsite-about = About
onsite-check = Site check report
onsite-new = Something new: a complaint
onsite-help = Call for help
onsite-text = What is the matter
onsite-who = Who is concerned
onsite-photo = Photo or file
onsite-signature = Have the guest sign
onsite-signature-why = For instance that something was received, or that a change is agreed. Write above what the guest agrees to.
onsite-signer = Signed by
onsite-signed = Signed by {$name}
onsite-pad = Place to sign with a finger or a pen; a photo of a signature on paper does as well
onsite-clear = Clear
onsite-send = Send
onsite-mine = My cases
onsite-none = No case is yours now. If something happens, tell it above.
onsite-whole = See the whole case
