## Going on before the camera of another device

## In the browser that asked

handover-start = Continue on your phone
handover-title = Continue on your phone
handover-scan = Point the camera of your phone at this code and open the link.
handover-qr-alt = QR code with a link for your phone
handover-by-hand = Open the link by hand
handover-by-hand-hint = Type this address into the browser of your phone:
handover-waits = The link works once, within five minutes. Then this page goes on.
handover-check = See if it went on
handover-here = Use this device after all
handover-number-title = Which number does your phone show?
handover-number-who = { $phone } opened the link.
handover-number-someone = A device opened the link.
handover-number-label = Number on your phone
handover-number-hint = Only if you are holding that phone. A wrong number ends this, and you can start again.
handover-confirm = Confirm
handover-not-mine = That is not my phone
handover-go = Look into the camera of your phone
handover-go-hint = Open the camera there and follow what is asked. Then this page goes on.
handover-again = Show a new code
error-handover-failed = It did not work on your phone. Try again, or use this device
error-handover-declined = It was refused on the phone. If that was not you, somebody else opened the link
error-handover-mismatched = That is not the number on the phone, so nothing was passed on. Try again, and look at the number
error-handover-withdrawn = It was stopped here. Try again, or use this device
error-handover-lapsed = It took too long. Try again, or use this device
error-handover-often = You have tried this too often in this sign-in. Use this device, or another way

## On the other device

handover-phone-title = Continue before this camera?
handover-phone-ask = On { $asker } somebody asks to go on with this step before the camera of this device.
handover-phone-ask-someone = On another device somebody asks to go on with this step before the camera of this device.
handover-phone-warn = Only if that was you, a moment ago, on a device in front of you. Whoever sent you this link wants to sign in as you.
handover-phone-yes = Yes, that is me
handover-phone-no = No, that is not me
handover-phone-number = Your number for the other device
handover-phone-number-hint = Type it on the device where you began, and tell it to nobody. Then this page goes on.
handover-phone-passed-title = Done
handover-phone-passed = Go on on the device where you began. You can close this page.
handover-phone-failed-title = That did not work
handover-phone-failed = The device where you began says how to go on. You can close this page.
handover-phone-declined-title = Refused
handover-phone-declined = Nothing was passed on. If you did not ask for this, somebody may know your password: change it. You can close this page.
handover-phone-over-title = This is over
handover-phone-over = The device where you began says why. You can close this page.
