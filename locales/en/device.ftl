## A device without a browser of its own, and the person who lets it in

device-title = Connect a device
device-enter = Type the code that your device shows.
device-code-label = Code on the device
device-warning = Type only a code that you see on a device in front of you. A code that somebody sent you or read out to you would give them your account.
device-ask-title = Let this device in?
device-asks = A device wants to use your account with { $client }.
device-compare = Your device should show this code:
device-when = Began
device-where = From
device-what = Device
device-question = Did you start this on a device in front of you?
device-phishing = If you got here by a link, a message or a call, refuse: somebody else would be signed in as you.
device-deny = No, refuse
device-allow = Yes, I started this
device-done-title = Your device is connected
device-done-body = It goes on by itself in a moment.
device-refused-title = Nothing was allowed
device-refused-body = The device does not get in.
device-done-hint = You can close this window now.
error-device-code = No device waits with this code. Check it, or start again on the device
