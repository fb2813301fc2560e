import { keepsBlobContract } from "../../blob/contract.ts";
import { PAIRWISE_BLOBS } from "./blob_contract.ts";

keepsBlobContract(PAIRWISE_BLOBS);
