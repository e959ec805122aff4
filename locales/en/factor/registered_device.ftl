## Registered device

factor-registered_device = Registered device
factor-registered_device-hint = A key that this browser keeps. Nothing to type.

registered-device-known = Known on this device
registered-device-continue = Continue as { $name }
registered-device-forget = Not on this device any more
registered-device-sure = Forget this account on this device? You will have to sign in another way, and can register the device again then.
registered-device-forgotten = It is forgotten on this device. On your account page you can remove it for good.
registered-device-other = Another account
registered-device-title = Is this your device?
registered-device-explain = A browser that you registered proves that by a key that it keeps: one press is enough.
registered-device-submit = Yes, continue on this device
registered-device-enrol-title = Register this device
registered-device-enrol-explain = This browser makes a key that it keeps and cannot give away. From then on it knows your account, and you type less here. Do this only on a device of your own.
registered-device-name = Name of the device
registered-device-name-default = My device
registered-device-enrol-submit = Register this device
registered-device-here = This is the browser you are using.

registered-device-noscript = This needs JavaScript, which did not run here. Allow it and load the page again, or use another way.
registered-device-missing = This browser keeps no keys here, perhaps because its window is a private one. Use another way
registered-device-failed = The key of this browser could not be used. Try again or use another way
registered-device-held = This browser is registered for your account already
registered-device-elsewhere = This browser is not registered for your account. Use another way
error-registered-device-empty = A registered device needs JavaScript, which did not run here. Allow it and try again, or use another way
error-registered-device-refused = This device was not accepted. Try again or use another way
error-registered-device-unknown = This device is not registered for that account any more, so it was forgotten here. Sign in another way
error-registered-device-not-made = This device could not be registered. Try again or use another way

offer-registered_device-title = Is this your own device?
offer-registered_device-explain = Register this browser, and it will know your account next time: you press once instead of typing.
offer-registered_device-take = Register this device
