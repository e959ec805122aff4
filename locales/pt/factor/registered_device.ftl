## Dispositivo registrado

factor-registered_device = Dispositivo registrado
factor-registered_device-hint = Uma chave que este navegador guarda. Nada para digitar.

registered-device-known = Conhecidas neste dispositivo
registered-device-continue = Continuar como { $name }
registered-device-forget = Não mais neste dispositivo
registered-device-sure = Esquecer esta conta neste dispositivo? Será preciso entrar de outra forma, e depois o dispositivo pode ser registrado de novo.
registered-device-forgotten = Foi esquecida neste dispositivo. Na página da sua conta ele pode ser removido de vez.
registered-device-other = Outra conta
registered-device-title = Este dispositivo é seu?
registered-device-explain = Este navegador já foi registrado. Ele prova isso com uma chave que guarda: basta pressionar uma vez.
registered-device-submit = Sim, continuar neste dispositivo
registered-device-enrol-title = Registrar este dispositivo
registered-device-enrol-explain = Este navegador cria uma chave que guarda e não pode entregar. A partir daí conhece a sua conta, e aqui se digita menos. Faça isto só em um dispositivo seu.
registered-device-name = Nome do dispositivo
registered-device-name-default = Meu dispositivo
registered-device-enrol-submit = Registrar este dispositivo
registered-device-here = Este é o navegador em uso.

registered-device-noscript = Isto precisa de JavaScript, que não foi executado aqui. Permita-o e recarregue a página, ou use outra forma.
registered-device-missing = Este navegador não guarda chaves aqui, talvez por ser uma janela privada. Use outra forma
registered-device-failed = A chave deste navegador não pôde ser usada. Tente novamente ou use outra forma
registered-device-held = Este navegador já está registrado para a sua conta
registered-device-elsewhere = Este navegador não está registrado para a sua conta. Use outra forma
error-registered-device-empty = Um dispositivo registrado precisa de JavaScript, que não foi executado aqui. Permita-o e tente novamente, ou use outra forma
error-registered-device-refused = Este dispositivo não foi aceito. Tente novamente ou use outra forma
error-registered-device-unknown = Este dispositivo não está mais registrado para essa conta, por isso foi esquecido aqui. Entre de outra forma
error-registered-device-not-made = Este dispositivo não pôde ser registrado. Tente novamente ou use outra forma

offer-registered_device-title = Este dispositivo é só seu?
offer-registered_device-explain = Registre este navegador, e ele conhecerá a sua conta da próxima vez: basta pressionar uma vez em vez de digitar.
offer-registered_device-take = Registrar este dispositivo
