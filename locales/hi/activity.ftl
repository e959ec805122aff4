## खाते में क्या हुआ

account-activity = गतिविधि
activity-list = आपके खाते में क्या हुआ
activity-hint = { $days ->
        [one] पिछले { $days } दिन की।
       *[other] पिछले { $days } दिनों की।
    } अगर कुछ आपने नहीं किया, तो बताएं: उसे तुरंत रोक दिया जाता है।
activity-none = कुछ नहीं हुआ।
activity-older = पुरानी
activity-newest = सबसे नई
event-not-me = यह मैंने नहीं किया
event-by-operator = इस सेवा के संचालकों की ओर से

event-session-begun = साइन इन किया
event-session-ended = एक डिवाइस से साइन आउट किया
event-session-others-ended = बाकी सभी डिवाइसों से साइन आउट किया
event-device-forgotten = एक डिवाइस पर अब फिर से सब कुछ पूछा जाता है
event-grant-made = { $app } पर साइन इन किया
event-app-removed = { $app } का ऐक्सेस वापस लिया
event-factor-added = साइन इन का तरीका जोड़ा: { $factor }
event-factor-replaced = साइन इन का तरीका फिर से सेट किया: { $factor }
event-factor-removed = साइन इन का तरीका हटाया: { $factor }
event-factor-reset = साइन इन के तरीके रीसेट किए गए
event-factor-refused = { $factor } में गलत जवाब
event-factor-disabled = बहुत ज़्यादा गलत जवाब: { $factor } को बंद किया गया
event-email-changed = ईमेल पता बदला
event-phone-changed = फ़ोन नंबर बदला
event-phone-removed = फ़ोन नंबर हटाया
event-profile-changed = प्रोफ़ाइल बदली
event-account-leaving = खाता मिटाने को कहा
event-account-kept = खाता बनाए रखा
event-account-exported = रखी गई सारी जानकारी ली
event-account-created = खाता बनाया गया
event-account-enabled = खाते से फिर साइन इन हो सकता है
event-account-disabled = खाता बंद किया गया
event-account-factors-frozen = बदलाव रोके गए: “यह मैंने नहीं किया”
event-account-factors-released = बदलाव फिर से किए जा सकते हैं
event-account-registered = खाता पंजीकृत किया गया
event-account-recovered = नया पासवर्ड चुना
event-account-reset-started = खाते को रीसेट करना शुरू किया गया
event-account-reset-stopped = खाते का रीसेट रोका गया
event-factor-consent-withdrawn = सहमति वापस ली और हटाया: { $factor }
event-session-all-ended = हर जगह से साइन आउट किया
event-account-changed = खाते की जानकारी बदली गई
event-account-role-changed = खाते की भूमिका बदली गई
event-email-given-up = ईमेल पता उसका हो गया जिसने साबित किया कि यह उसका है
event-email-verified = ईमेल पते की पुष्टि की
event-account-groups-changed = खाते के समूह बदले गए
event-registration-told = नए खाते के लिए मांगी गई जानकारी दी
event-other = आपके खाते में कुछ बदला
