package com.example.shop

import ai.peeker.partner.PeekerClient

/** Does not compile: an id must not be null. */
fun wrong(client: PeekerClient) = client.orders().getAsync(null)
