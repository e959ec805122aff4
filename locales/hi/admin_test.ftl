## क्लाइंट आज़माना

admin-test = इस क्लाइंट का परीक्षण करें
admin-test-hint = आप इससे सचमुच साइन इन करते हैं और देखते हैं कि इसे क्या मिलेगा। सब कुछ तुरंत वापस ले लिया जाता है और लॉग में दर्ज होता है।
admin-test-title = क्लाइंट को क्या मिला
admin-test-done = साइन इन सफल रहा। यहां दिखाई गई चीज़ें वापस ली जा चुकी हैं और दोबारा नहीं दिखेंगी।
admin-test-refused = क्लाइंट को बताया जाता:
admin-test-refresh = जारी हुआ
admin-test-no-refresh = जारी नहीं हुआ
admin-test-opaque = अपारदर्शी: इसे सिर्फ़ यह सेवा इंट्रोस्पेक्शन से पढ़ सकती है।
admin-test-check-verified = हस्ताक्षर, प्रकार, जारीकर्ता, प्राप्तकर्ता और समाप्ति
admin-test-check-nonce = अनुरोध का nonce
admin-test-check-at_hash = ऐक्सेस टोकन का हैश
admin-test-good = सही
admin-test-bad = गलत
admin-test-until = यह { $date } तक मान्य होता
error-admin-test-disabled = यह क्लाइंट बंद है: इससे कोई साइन इन नहीं कर सकता
error-admin-test-nobody = इस क्लाइंट से कोई साइन इन नहीं करता: यह प्राधिकरण कोड का उपयोग नहीं कर सकता
error-admin-test-lapsed = यहां ऐसा कोई परीक्षण नहीं है, या यह दिखाया जा चुका है। क्लाइंट के पेज से इसे फिर शुरू करें
