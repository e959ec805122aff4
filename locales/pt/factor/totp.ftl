## Aplicativo autenticador

factor-totp = Aplicativo autenticador
factor-totp-hint = Um código do aplicativo no seu telefone.

totp-title = Digite o código do seu aplicativo
totp-explain = Abra o aplicativo autenticador e digite o código que ele mostra para esta conta.
totp-enrol-title = Configurar um aplicativo autenticador
totp-enrol-explain = A partir de agora, um código de um aplicativo no seu telefone ajuda a confirmar a sua identidade.
totp-scan = Leia esta imagem
totp-scan-hint = Use um aplicativo autenticador ou a câmera do seu telefone.
totp-qr-alt = Código QR para o seu aplicativo autenticador. A mesma chave está abaixo como texto.
totp-by-hand = Não consegue ler a imagem?
totp-by-hand-hint = Digite esta chave no aplicativo, como chave baseada no tempo.
totp-open-app = Abrir em um aplicativo neste dispositivo
totp-confirm = Digite o código que o aplicativo mostra
totp-enrol-submit = Concluir
error-totp-wrong = Esse código não funcionou. Os códigos mudam a cada 30 segundos: espere pelo próximo e verifique o relógio do seu telefone

device-name-default = Aplicativo autenticador
