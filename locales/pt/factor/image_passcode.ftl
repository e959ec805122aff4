## Imagem como senha

factor-image_passcode = Imagem
factor-image_passcode-hint = O arquivo de imagem escolhido para isto.

image-title = Entregue a sua imagem
image-explain = Escolha o arquivo configurado para esta conta. Tem de ser exatamente esse arquivo.
image-label = Imagem
image-limits = PNG, JPEG, WebP ou GIF, no máximo { $megabytes } MB.
image-drop = Também é possível soltar o arquivo aqui, ou copiá-lo no gerenciador de arquivos e colar.
image-enrol-title = Escolha uma imagem como senha
image-enrol-explain = A partir de agora, este arquivo ajuda a confirmar a sua identidade. Não guardamos cópia: só uma marca pela qual o reconhecemos.
image-published = Use uma imagem que mais ninguém tenha. Uma que foi publicada ou enviada a outros não é segredo.
image-unchanged = Mantenha o arquivo como está. Cortado, redimensionado ou salvo de novo, ele é outro.
image-phone = Guarde-o como arquivo em cada dispositivo usado para entrar. Aplicativos de fotos e de mensagens costumam alterar a imagem ao passá-la adiante.
image-again-title = Entregue a mesma imagem mais uma vez
image-again = Lemos uma imagem { $format } de { $width } por { $height } pixels. Escolha-a mais uma vez, para ter certeza de que chega igual.
image-never = Não podemos restaurar este arquivo. Guarde uma cópia onde guardaria uma chave e nunca o edite.
image-finish = Concluir
image-over = Recomeçar com outra imagem

error-image-empty = Escolha a imagem
error-image-wrong = Essa não é a imagem
error-image-different = Esse arquivo é diferente do primeiro. Escolha o mesmo arquivo ou recomece
error-image-large = Esse arquivo é grande demais. Escolha um menor
error-image-format = Isso não é PNG, JPEG, WebP nem GIF. Escolha uma imagem em um desses formatos
error-image-broken = Essa imagem não pode ser lida. Escolha outra
error-image-small = Essa imagem é pequena demais: são precisos 64 por 64 pixels e 2 KB. Escolha uma maior
error-image-huge = Essa imagem tem pixels demais. Escolha uma menor
error-image-uniform = Quase não há nada nessa imagem, e outros podem ter a mesma. Escolha outra
error-image-known = Muitas pessoas têm essa imagem. Escolha uma que seja só sua
error-image-not-kept = A imagem não pôde ser salva agora. Tente novamente
