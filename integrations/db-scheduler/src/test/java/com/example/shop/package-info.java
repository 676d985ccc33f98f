/** A shop, as the guides show it. */
package com.example.shop;
