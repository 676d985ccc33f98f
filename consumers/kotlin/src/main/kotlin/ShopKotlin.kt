package com.example.shop

import ai.peeker.partner.PeekerClient
import ai.peeker.partner.model.OrderSummary
import kotlinx.coroutines.future.await
import kotlinx.coroutines.runBlocking

/** Returns the id of an order as the API has it; the compiler knows that it is never null. */
private suspend fun idOf(client: PeekerClient, id: String): String = client.orders().getAsync(id).await().id()

fun main() {
    PeekerClient.builder()
        .baseUrl(System.getenv("PEEKER_BASE_URL"))
        .apiKey(System.getenv("PEEKER_API_KEY"))
        .build()
        .use { client ->
            val order: OrderSummary = Shop.run(client)
            val id = runBlocking { idOf(client, order.id()) }
            check(id == order.id()) { "the order read is $id" }
        }
}
