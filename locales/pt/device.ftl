## Um dispositivo sem navegador próprio, e a pessoa que o deixa entrar

device-title = Conectar um dispositivo
device-enter = Digite o código que o dispositivo mostra.
device-code-label = Código no dispositivo
device-warning = Digite apenas um código que aparece em um dispositivo à sua frente. Um código enviado ou ditado por alguém daria a sua conta a essa pessoa.
device-ask-title = Deixar este dispositivo entrar?
device-asks = Um dispositivo quer usar a sua conta com { $client }.
device-compare = O dispositivo deve mostrar este código:
device-when = Início
device-where = De
device-what = Dispositivo
device-question = Isto começou em um dispositivo à sua frente?
device-phishing = Se um link, uma mensagem ou uma chamada trouxe até aqui, recuse: outra pessoa entraria em seu nome.
device-deny = Não, recusar
device-allow = Sim, comecei isto
device-done-title = O dispositivo está conectado
device-done-body = Ele continua sozinho em um momento.
device-refused-title = Nada foi permitido
device-refused-body = O dispositivo não entra.
device-done-hint = Esta janela já pode ser fechada.
error-device-code = Nenhum dispositivo espera com este código. Verifique-o, ou comece de novo no dispositivo
