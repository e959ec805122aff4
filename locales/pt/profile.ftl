## O que alguém diz de si

account-profile = Perfil
account-username = Nome de usuário
account-email = E-mail
account-phone = Número de telefone

profile-picture = Foto
profile-picture-alt = A sua foto
profile-picture-choose = Escolher uma foto
profile-picture-hint = PNG, JPEG ou WebP, até { $megabytes } MB. Guardamos o meio, como um pequeno quadrado.
profile-picture-submit = Usar esta foto
profile-picture-remove = Remover a foto

profile-about = Sobre você
profile-hint = As aplicações só veem isto onde for permitido por você. Nada disto é obrigatório.
profile-address = Endereço postal
claim-name = Nome completo
claim-given_name = Nome
claim-middle_name = Nome do meio
claim-family_name = Sobrenome
claim-nickname = Apelido
claim-gender = Gênero
claim-birthdate = Data de nascimento
claim-birthdate-hint = Ano, mês e dia, como 1990-12-31. Só o ano também serve, e 0000-12-31 também.
claim-profile = Página de perfil
claim-website = Site
claim-zoneinfo = Fuso horário
claim-locale = Idioma
claim-locale-hint = Como código de idioma, por exemplo en ou pt-BR.
claim-formatted = Endereço completo, como em uma etiqueta
claim-street_address = Rua e número
claim-postal_code = Código postal
claim-locality = Cidade
claim-region = Estado ou região
claim-country = País

profile-attributes = Mais sobre você
profile-attributes-kept = Os responsáveis por este serviço mantêm isto sobre você.
attribute-true = Sim
attribute-false = Não
attribute-list-hint = Um por linha.
attribute-json-hint = Como JSON.

contact-verified = confirmado
contact-unverified = não confirmado
contact-none = Nenhum ainda.
contact-waiting = { $address } espera pelo código. Digite-o
contact-email-new = Novo e-mail
contact-email-hint = Antes é preciso confirmar a identidade. Depois enviamos um código para o novo endereço e um aviso para o antigo.
contact-phone-new = Novo número de telefone
contact-phone-remove = Remover o número
contact-submit = Alterar
contact-title = Confirmar
contact-email-title = Confirme o seu novo endereço
contact-phone-title = Confirme o seu novo número
contact-code-sent = Enviamos um código de 6 dígitos para { $address }.
contact-code-hint = Ele vale por 10 minutos. Até ser digitado, nada muda.

notice-profile-saved = Salvo.
notice-picture-saved = A sua foto foi salva.
notice-picture-removed = A sua foto foi removida.
notice-email-changed = O seu e-mail foi alterado. Enviamos uma mensagem para o antigo e para o novo.
notice-phone-changed = O seu número de telefone foi alterado. Enviamos um e-mail sobre isso.
notice-phone-removed = O seu número de telefone foi removido. Enviamos um e-mail sobre isso.

error-profile-characters = Deixe de fora os caracteres que ninguém pode ver
error-profile-long = Encurte isto
error-profile-url = Digite um endereço que comece com https://, como https://example.com/alice
error-profile-birthdate = Digite uma data como 1990-12-31, ou um ano como 1990
error-profile-zone = Escolha um fuso horário da lista
error-profile-language = Digite um código de idioma, como en ou pt-BR
error-attribute-number = Digite um número, como 7 ou 2.5
error-attribute-json = Digite JSON
error-attribute-type = Escolha uma das respostas
error-attribute-much = É demais. Deixe uma parte de fora
error-profile-raced = Outra coisa alterou a sua conta no mesmo momento. Veja de novo
error-picture-missing = Escolha primeiro uma foto
error-picture-format = Escolha uma imagem PNG, JPEG ou WebP
error-picture-broken = Essa imagem não pode ser lida. Escolha outra
error-picture-small = Essa imagem é pequena demais. Escolha uma com pelo menos 32 pixels de lado
error-picture-huge = Essa imagem tem pixels demais. Escolha uma com no máximo 40 milhões
error-contact-email = Digite um e-mail como nome@example.com
error-contact-same = Esse já é o seu endereço
error-contact-many = Muitos códigos foram enviados. Tente novamente em uma hora
error-contact-taken = Esse endereço pertence a outra conta
