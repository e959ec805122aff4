## Face

factor-face = Face
factor-face-hint = You look into the camera and follow what is asked. Only beside another way.

## Consent, before any camera is opened. Whoever changes what one of these means raises the version in face/consent.rs.

face-consent-title = May we keep your face?
face-consent-explain = To know you again by your face, this service has to keep a description of it. That is your choice. Read what it means first.
face-consent-what-ask = What is kept
face-consent-what = Numbers that describe your face, computed from what your camera sees now and scrambled with a key of your own. Pictures and videos are not kept: they are looked at and dropped at once.
face-consent-why-ask = What for
face-consent-why = Only to check that it is you when you sign in here.
face-consent-long-ask = For how long
face-consent-long = Until you withdraw your consent, remove your face from your account, set it up anew, or your account is deleted.
face-consent-where-ask = Where
face-consent-where = In the database of this service, encrypted. It is given to nobody, and is of no use anywhere else.
face-consent-who-ask = Who can see it
face-consent-who = Nobody. The people who run this service see that a face was set up and when, not the face.
face-consent-optional-ask = Do you have to
face-consent-optional = No. You can use another way instead, and nothing else depends on your choice.
face-consent-withdraw-ask = If you change your mind
face-consent-withdraw = Withdraw your consent on your account page at any time. The numbers and their key are then erased at once.
face-consent-agree = I agree that numbers describing my face are kept and compared for signing in, as described above.
face-consent-yes = I agree
face-consent-no = Use another way
face-consent-version = Version { $version } of this text. When and to which words you agree is kept with it.

## Before the camera

face-title = Look into the camera
face-explain = Your camera is opened when you press the button, and its picture is sent to this service only while you see “Recording”.
face-enrol-title = Set up your face
face-enrol-explain = Look into the camera and do what is asked: blink, and turn your head to both sides. That way it is seen from the front and a little from the side.
face-noscript = The camera needs JavaScript, which does not run here. Allow it and load this page again, or use another way.
face-tip-light = Face a window or a lamp, with no strong light behind you.
face-tip-bare = Take off sunglasses, mask and hat.
face-tip-level = Have the camera at the height of your eyes; hold a phone upright.
face-tip-time = It takes about ten seconds, half a minute at most.
face-still = I cannot turn my head. Ask me to blink only.
face-open = Open the camera
face-preview = Your camera, as a mirror
face-rec = Recording
face-progress = What is done
face-camera = Camera
face-stop = Stop the camera
face-again = Try again

## One at a time, in few words

face-hint-no-face = No face yet
face-hint-several-faces = One face only
face-hint-too-dark = More light
face-hint-too-bright = Less light
face-hint-closer = Move closer
face-hint-back = Move back
face-hint-centre = Into the oval
face-hint-blurred = Hold it steady
face-hint-look-ahead = Look straight ahead
face-hint-hold-still = Hold still
face-hint-blink = Blink
face-hint-turn-left = Turn left
face-hint-turn-right = Turn right
face-hint-look-ahead-again = Back to the middle
face-hint-connecting = One moment

## What can go wrong with a camera

face-trouble-blocked = The camera is blocked for this site. Allow it in the site settings, beside the address at the top of the window, and try again
face-trouble-dismissed = This step needs the camera. Try again and allow it when your browser asks
face-trouble-missing = No camera was found on this device. Connect one and try again, or use another way
face-trouble-taken = Another app is using the camera. Close it and try again
face-trouble-insecure = This browser cannot use the camera here. Use another way
face-trouble-black = The picture is black. Is the camera covered? Open it and try again
face-trouble-failed = The camera could not be opened. Try again, or use another way
face-trouble-hidden = The camera was switched off because this page was out of sight. Try again when you are ready
face-trouble-lost = The connection broke off. Try again
face-trouble-busy = Too many people are before the camera right now. Try again in a moment, or use another way

## What the server says

error-camera-needed = This is answered before the camera. Open it, or use another way
error-camera-refused = That did not work. Try again in good light, or use another way
error-camera-time = It took too long. Try again, or use another way
error-face-consent = Tick the box if you agree, or use another way
error-face-few = Your face was not seen well enough. Try again in good light
error-face-not-kept = Your face could not be kept just now. Try again
error-face-outdated = Your face has to be set up anew before it can be used here again. Use another way

## On the account page

face-kept = You agreed on { $date } to version { $version } of the text.
face-withdraw = Withdraw consent
face-withdraw-explain = What is kept of your face is erased at once and cannot be restored. You can set it up again later.
face-withdraw-confirm = Withdraw and erase
