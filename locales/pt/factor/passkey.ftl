## Chave de acesso

factor-passkey = Chave de acesso
factor-passkey-hint = A sua impressão digital, o seu rosto ou o bloqueio de tela, ou uma chave de segurança.

passkey-sign-in = Entrar com uma chave de acesso
passkey-title = Use a sua chave de acesso
passkey-explain = O dispositivo vai pedir a impressão digital, o rosto ou o bloqueio de tela.
passkey-continue = Continuar com uma chave de acesso
passkey-enrol-title = Criar uma chave de acesso
passkey-enrol-explain = Com uma chave de acesso, entra-se com a impressão digital, o rosto ou o bloqueio de tela em vez de digitar. Eles ficam no dispositivo: nós nunca os vemos.
passkey-name = Nome da chave de acesso
passkey-name-default = Chave de acesso
passkey-enrol-submit = Criar uma chave de acesso
passkey-synced = Sincronizada: funciona também nos seus outros dispositivos.
passkey-eligible = Ainda não sincronizada: por enquanto funciona em um só dispositivo.
passkey-bound = Funciona em um só dispositivo.

passkey-closed = O pedido da chave de acesso foi fechado ou expirou. Tente novamente ou use outra forma
passkey-held = Este dispositivo já tem uma chave de acesso para a sua conta. Use outro dispositivo
passkey-missing = Este navegador não pode usar chaves de acesso aqui. Use outra forma
passkey-failed = A chave de acesso não pôde ser usada nesta página. Tente novamente ou use outra forma
error-passkey-empty = Chaves de acesso precisam de JavaScript, que não foi executado aqui. Permita-o e tente novamente, ou use outra forma
error-passkey-refused = Essa chave de acesso não foi aceita. Tente novamente ou use outra forma
error-passkey-not-made = Essa chave de acesso não pôde ser adicionada. Tente novamente ou use outra forma

offer-passkey-title = Sem senha da próxima vez?
offer-passkey-explain = Crie uma chave de acesso e entre com a impressão digital, o rosto ou o bloqueio de tela.
offer-passkey-take = Criar uma chave de acesso
