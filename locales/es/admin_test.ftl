## Probar un cliente

admin-test = Probar este cliente
admin-test-hint = Inicias sesión de verdad con él y ves lo que recibiría. Todo se retira al momento y queda en el registro.
admin-test-title = Lo que recibió el cliente
admin-test-done = El inicio de sesión funcionó. Lo que se ve aquí ya está retirado y no se muestra otra vez.
admin-test-refused = Al cliente se le diría:
admin-test-refresh = emitido
admin-test-no-refresh = no emitido
admin-test-opaque = Opaco: solo este servicio sabe leerlo, por introspección.
admin-test-check-verified = Firma, tipo, emisor, audiencia y caducidad
admin-test-check-nonce = El nonce de la solicitud
admin-test-check-at_hash = El hash del token de acceso
admin-test-good = correcto
admin-test-bad = incorrecto
admin-test-until = Habría valido hasta { $date }
error-admin-test-disabled = Este cliente está desactivado: nadie puede iniciar sesión con él
error-admin-test-nobody = Nadie inicia sesión con este cliente: no puede usar el código de autorización
error-admin-test-lapsed = Esa prueba no existe aquí o ya se mostró. Empiézala de nuevo en la página del cliente
